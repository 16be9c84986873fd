"""Where the corpora are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from mt.errors import CorpusError

_PACKAGE = Path(__file__).resolve().parent


def corpora(package: Path = _PACKAGE) -> Path:
    """The folder with `captions/` and `glossary/`.

    Args:
        package: the folder of `mt.corpora`; `data` in it comes with a wheel, `../../corpora` with a checkout.

    Raises:
        CorpusError: neither is there.
    """
    for folder in (package / "data", package.parents[1] / "corpora"):
        if (folder / "captions").is_dir():
            return folder
    raise CorpusError(
        "the bundled corpora are missing",
        where=package,
        remedy="install vifr again, or check the repository out again",
    )
