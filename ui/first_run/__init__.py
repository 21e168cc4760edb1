"""The first run: from an archive without a hub to a desk that is ready."""
