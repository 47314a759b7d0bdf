"""Cases on disk: generations are built, switched, checked, backed up and restored here."""
