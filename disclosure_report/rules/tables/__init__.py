"""Rules on single cells (TAB)."""
