"""``rollup``."""
