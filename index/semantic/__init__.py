"""The semantic tier: the same claim in other words."""
