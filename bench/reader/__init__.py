"""Training of the reader: data, network, training, export and figures."""
