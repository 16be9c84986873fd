"""Everything vifr raises on purpose.

    VifrError                 exit status 1
    ├── UsageError            asked for something that does not exist; exit status 2
    ├── InputError            a file that cannot be read
    ├── OutputError           a file that cannot be written
    ├── CorpusError           the bundled corpora are missing or damaged
    ├── EvaluationError       hypotheses and references that do not fit together
    └── ModelError            a model that cannot be used
        ├── ModelNotFound     it is not on this machine
        ├── ModelDamaged      its folder lacks a file, or a file is cut or wrong
        ├── DownloadError     the hub did not deliver it
        └── MissingExtra      a package of an extra is not installed

Every message is one line: where, what, and what to do.
"""

from __future__ import annotations


class VifrError(Exception):
    """Base of all errors; `str(error)` is the line a user reads.

    Args:
        what: what is wrong.
        where: the file, `file:line`, model or id it is about.
        remedy: what to do about it.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: object = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, str(where), remedy
        line = f"{self.where}: {what}" if self.where else what
        super().__init__(" ".join((f"{line}; {remedy}" if remedy else line).split()))


class UsageError(VifrError):
    """Asked for something that does not exist: an option, a column, a suffix, a direction."""

    exit_code = 2


class InputError(VifrError):
    """A file that cannot be read."""


class OutputError(VifrError):
    """A file that cannot be written."""


class CorpusError(VifrError):
    """The bundled corpora are missing or damaged."""


class EvaluationError(VifrError):
    """Hypotheses and references that do not fit together."""


class ModelError(VifrError):
    """A model that cannot be used."""


class ModelNotFound(ModelError):
    """The model is not on this machine."""


class ModelDamaged(ModelError):
    """A model folder lacks a file, or a file is cut or wrong."""


class DownloadError(ModelError):
    """The hub did not deliver the model."""


class MissingExtra(ModelError):
    """A package of an extra is not installed."""

    def __init__(self, package: str, *, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs {package}, which is not installed",
            remedy=f"run: pip install 'vifr[{extra}]'",
        )
