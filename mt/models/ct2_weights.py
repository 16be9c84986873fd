"""Reads CTranslate2's `model.bin`.

The layout is the one `ctranslate2.specs.model_spec.ModelSpec._serialize` writes (binary version 6): version,
name and revision of the specification, then every variable with its shape, type and bytes, then the aliases.
Nothing in the file is code: a damaged or hostile one can only be refused.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from mt.errors import ModelDamaged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_VERSION = 6
_TYPES = ("float32", "int8", "int16", "int32", "float16")  # by type id; bfloat16 has no numpy equivalent
_REMEDY = "get the model again"


@dataclass(frozen=True, slots=True)
class Variable:
    """Where the bytes of one variable are in the file."""

    shape: tuple[int, ...]
    type_id: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """The table of contents of a `model.bin`; `aliases` maps a name to the variable it shares."""

    path: Path
    specification: str
    variables: dict[str, Variable]
    aliases: dict[str, str]

    def shape(self, name: str) -> tuple[int, ...] | None:
        """Shape of a variable, None when there is no such variable; a scalar has the shape ()."""
        variable = self.variables.get(self.aliases.get(name, name))
        return variable.shape if variable else None

    def read(self, name: str) -> NDArray[np.float32]:
        """One variable as float32; int8 and int16 weights are divided by their scale, one for each row.

        Raises ModelDamaged when there is no such variable or its type cannot be read.
        """
        import numpy as np

        name = self.aliases.get(name, name)
        weight = self._raw(name)
        scale_name = self.aliases.get(f"{name}_scale", f"{name}_scale")
        if scale_name in self.variables:
            scale = self._raw(scale_name).astype(np.float32)
            weight = weight.astype(np.float32) / (scale[:, None] if scale.ndim else scale)
        return weight.astype(np.float32)

    def _raw(self, name: str) -> NDArray[np.generic]:
        import numpy as np

        variable = self.variables.get(name)
        if variable is None:
            raise ModelDamaged(f"has no variable {name}", where=self.path)
        if variable.type_id >= len(_TYPES):
            raise ModelDamaged(f"{name} is neither float32, float16 nor integer", where=self.path)
        with self.path.open("rb") as file:
            file.seek(variable.offset)
            content = file.read(variable.length)
        return np.frombuffer(content, dtype=_TYPES[variable.type_id]).reshape(variable.shape)


def open_weights(path: Path) -> WeightsFile:
    """The table of contents of a `model.bin`, in some milliseconds: the weights themselves are skipped.

    Raises ModelDamaged when the file is missing, cut, or not written by CTranslate2.
    """
    try:
        with path.open("rb") as file:
            return _contents(path, file, path.stat().st_size)
    except OSError as error:
        raise ModelDamaged(f"cannot be read ({error.strerror})", where=path, remedy=_REMEDY) from error
    except (struct.error, UnicodeDecodeError) as error:
        raise ModelDamaged("is cut or is not a CTranslate2 model", where=path, remedy=_REMEDY) from error


def _contents(path: Path, file: BinaryIO, size: int) -> WeightsFile:
    (version,) = _unpack(file, "I")
    if version != _VERSION:
        what = f"is not a CTranslate2 model of binary version {_VERSION}"
        raise ModelDamaged(what, where=path, remedy="convert it with a current ctranslate2")
    specification = _string(file)
    _unpack(file, "I")  # revision of the specification
    variables = dict(_variables(path, file, size))
    (count,) = _unpack(file, "I")
    aliases = {_string(file): _string(file) for _ in range(count)}
    return WeightsFile(path, specification, variables, aliases)


def _variables(path: Path, file: BinaryIO, size: int) -> Iterator[tuple[str, Variable]]:
    (count,) = _unpack(file, "I")
    for _ in range(count):
        name = _string(file)
        (rank,) = _unpack(file, "B")
        shape = _unpack(file, f"{rank}I")
        type_id, length = _unpack(file, "<BI")
        offset = file.tell()
        if offset + length > size:
            raise ModelDamaged(f"is cut inside {name}", where=path, remedy=_REMEDY)
        file.seek(length, 1)
        yield name, Variable(shape, type_id, offset, length)


def _unpack(file: BinaryIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, file.read(struct.calcsize(layout)))


def _string(file: BinaryIO) -> str:
    (length,) = _unpack(file, "H")
    content = file.read(length)
    if len(content) != length:
        raise struct.error("cut inside a string")
    return content[:-1].decode("utf-8")  # a closing zero byte is counted
