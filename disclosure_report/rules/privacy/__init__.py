"""Rules on personal data (PRI)."""
