"""Speed as ratios to a reference taken in the same run, on the same server, with the same bytes."""
