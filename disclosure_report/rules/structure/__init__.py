"""Rules on the six sections (STR)."""
