"""The worker process's side of a connection: requests are received, and replies sent, without holding a thread."""
