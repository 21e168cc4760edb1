"""Where the archive is, how large it is, and copies of it."""
