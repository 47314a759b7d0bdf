"""The pack: what a browser needs to match pages by itself, as one signed file. docs/pack.md describes its format."""
