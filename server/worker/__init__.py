"""gunicorn's worker: it receives requests and sends replies without occupying a thread."""
