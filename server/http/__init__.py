"""What every request meets before and after its route: guards, keys, limits, parsing, problems, logs and metrics."""
