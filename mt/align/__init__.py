"""Captions in two languages: which say the same, how sure that is, and why."""
