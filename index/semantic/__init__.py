"""The semantic tier: finds the same claim in other words."""
