"""vifr: Vietnamese and French press-photo captions, translated, aligned and evaluated offline.

The public names are loaded when they are first used, so that `import mt` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mt.caption import Alternative, Caption, Pair, Translation
    from mt.errors import VifrError
    from mt.evaluation.api import evaluate
    from mt.translate import Options, Translator

__version__ = "0.1.0"

__all__ = [
    "Alternative",
    "Caption",
    "Offer",
    "Options",
    "Pair",
    "Translation",
    "Translator",
    "VifrError",
    "__version__",
    "evaluate",
]

_HOMES = {
    "Alternative": "mt.caption",
    "Caption": "mt.caption",
    "Offer": "mt.caption",
    "Pair": "mt.caption",
    "Translation": "mt.caption",
    "VifrError": "mt.errors",
    "evaluate": "mt.evaluation.api",
    "Options": "mt.translate",
    "Translator": "mt.translate",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'mt' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
