"""What the hub prints: cards, labels, lists. Each page is made once, as PDF; windows show and print it."""
