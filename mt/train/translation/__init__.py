"""Training of the translation models: data, vocabulary, network, loop and export."""
