"""The photos in files and folders, in the order of their names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SUFFIXES = frozenset(".jpg .jpeg .jpe .jfif .png .webp .tif .tiff .xmp".split())
"""Files that are read and written."""

RAW_SUFFIXES = frozenset(
    ".3fr .arw .cr2 .cr3 .crw .dcr .dng .erf .fff .heic .heif .hif .avif .iiq .kdc .mef .mos .mrw .nef .nrw"
    " .orf .pef .raf .raw .rw2 .rwl .sr2 .srf .srw .x3f".split()
)
"""Files that are left alone; their captions stand in a sidecar."""


def is_photo(name: str) -> bool:
    """Whether a name is that of a photo or of a folder, which may hold some."""
    if not name:  # Path makes the working folder of it
        return False
    return Path(name).suffix.lower() in SUFFIXES | RAW_SUFFIXES or _is_folder(Path(name))


@dataclass(slots=True)
class Tree:
    """The photos among files and below folders; hidden ones and linked folders are left out.

    Attributes:
        files: each photo once, under the first name it was found by.
        raw: photos of types that are left alone and have no sidecar.
        unreadable: folders that could not be looked into, and why.
        barren: folders that were named and hold none of all these.
    """

    files: list[Path] = field(default_factory=list)
    raw: list[Path] = field(default_factory=list)
    unreadable: list[tuple[Path, str]] = field(default_factory=list)
    barren: list[Path] = field(default_factory=list)


def find(paths: Iterable[Path]) -> Tree:
    """All photos of the paths; a file that is named itself is taken whatever its suffix."""
    tree = Tree()
    seen: set[str] = set()
    for path in paths:
        known = len(tree.raw) + len(tree.unreadable)
        found = list(_below(path, tree)) if _is_folder(path) else [path]
        if not found and len(tree.raw) + len(tree.unreadable) == known:
            tree.barren.append(path)
        for file in found:
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                tree.files.append(file)
    return tree


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that the file system does not take
        return False


def _below(folder: Path, tree: Tree) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        tree.unreadable.append((folder, error.strerror or str(error)))
        return
    stems = {name[:-4] for entry in found if (name := entry.name.lower()).endswith(".xmp")}
    for entry in found:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        suffix = path.suffix.lower()
        if entry.is_dir(follow_symlinks=False):
            yield from _below(path, tree)
        elif suffix in SUFFIXES and entry.is_file():
            yield path
        elif suffix in RAW_SUFFIXES and not {path.stem.lower(), path.name.lower()} & stems:
            tree.raw.append(path)
