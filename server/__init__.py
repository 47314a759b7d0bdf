"""The service: the HTTP interface, the page to try it on, and the command line."""
