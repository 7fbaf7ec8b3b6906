"""Rules on law and deadlines (LAW)."""
