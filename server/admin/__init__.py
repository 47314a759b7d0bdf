"""Administering an index in the browser: pages, background jobs, and the clock of scheduled imports."""
