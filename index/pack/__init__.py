"""The pack: one signed file with all that a browser needs to match pages by itself. docs/pack.md has its format."""
