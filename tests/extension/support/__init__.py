"""What the extension's browser tests stand on: two browser drivers, a recording web and the real service."""
