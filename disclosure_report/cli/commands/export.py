"""``export``."""
