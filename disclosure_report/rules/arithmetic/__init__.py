"""Rules on the sums inside a report (SUM)."""
