"""Captions in photos: read from XMP, IPTC and EXIF, and translations written beside them."""

from mt.photos.photo import Photo, Said, read
from mt.photos.writing import KeywordWish, Wish, rehearse, write

__all__ = ["KeywordWish", "Photo", "Said", "Wish", "read", "rehearse", "write"]
