"""Full-text search over the cases, and facets."""
