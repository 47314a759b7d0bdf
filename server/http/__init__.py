"""What happens to every request before and after its route: guards, keys, limits, parsing, errors, logs, metrics."""
