"""Spaces and what occupies them."""
