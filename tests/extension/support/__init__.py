"""Support for the extension's browser tests: two browser drivers, a recording web and the real service."""
