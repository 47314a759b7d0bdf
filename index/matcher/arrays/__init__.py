"""The matcher's memory-mapped arrays: built of cases, and what their numbers mean."""
