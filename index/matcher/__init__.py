"""The page matcher: which passages of a page repeat a claim that a case debunks."""
