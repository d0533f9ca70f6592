"""The benchmark: what the program costs, as ratios to references measured in the same run."""
