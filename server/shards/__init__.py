"""The process of one shard: a small WSGI application that answers a front's questions."""
