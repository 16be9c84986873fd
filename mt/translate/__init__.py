"""Translation: `Translator.load("vi-fr").translate(captions)`."""

from mt.translate.translator import Options, Translator

__all__ = ["Options", "Translator"]
