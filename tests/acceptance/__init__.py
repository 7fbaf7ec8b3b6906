"""Black-box acceptance: what is promised to others, asked through the command line only."""
