"""Full text in an OpenSearch cluster: one index for each generation, asked by its own name."""
