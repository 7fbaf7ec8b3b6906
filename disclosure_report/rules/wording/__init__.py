"""Rules on the quality of the text (QUA)."""
