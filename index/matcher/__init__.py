"""The page matcher: finds the passages of a page that repeat a debunked claim."""
