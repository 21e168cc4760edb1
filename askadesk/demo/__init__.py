"""A believable hub to look at, to measure and to learn on: made from a seed, the same every time."""
