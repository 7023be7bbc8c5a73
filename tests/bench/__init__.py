"""`make bench`: our pages beside a bare application on the same rows (bench.md of the design)."""
