"""Rules against last year's report (YOY)."""
