"""Captions in photos: read from XMP, IPTC and EXIF, and translations written beside them."""
