"""Full-text search over the cases, and the facets that are counted beside it."""
