"""One file a rule: its cases, firing and silent."""
