"""Pure functions on strings: no files, no models, no other packages."""
