"""The matcher's memory-mapped arrays: how they are laid out, and how they are built from cases."""
