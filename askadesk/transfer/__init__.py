"""Data in: people, organisations and what they hold, from a table in a file."""
