"""Training of the models that come with vifr, one command a module; each prints how well it does."""
