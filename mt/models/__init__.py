"""Which model: embedded, Helsinki-NLP's, or a folder; downloaded, checked, converted and cached.

This package does not import torch, transformers, ctranslate2 or huggingface_hub until a function needs them.
"""

from mt.models.model import Model
from mt.models.resolve import installed, resolve

__all__ = ["Model", "installed", "resolve"]
