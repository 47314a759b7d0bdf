"""Cases on disk: building generations, switching between them, checking, backing up and restoring them."""
