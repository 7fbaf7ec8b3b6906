"""What the README's figures come from: everything is timed in one run, compared as ratios."""
