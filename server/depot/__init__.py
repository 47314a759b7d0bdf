"""What the service and the command line do with a depot (index/depot), by the settings."""
