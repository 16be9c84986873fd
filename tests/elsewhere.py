"""A stand-in for an accelerator, on a machine that has none.

    with elsewhere.Elsewhere():
        weights = torch.ones(3).to(elsewhere.DEVICE)

Its tensors are computed on the processor, but say that they are on another device, and as on a real one an
operation on tensors of both raises an error. It finds every tensor that code forgot to move, and none of what
only a real device can get wrong: kernels, memory, speed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves, tree_map

# Of the devices that torch knows without a driver, the only one besides the processor.
DEVICE = torch.device("meta")
_MOVES = frozenset({"aten::_to_copy", "aten::copy_", "aten::_foreach_copy_"})


class _There(Tensor):
    """A tensor that says it is on DEVICE; `here` holds its values."""

    here: Tensor

    @staticmethod
    def __new__(cls, here: Tensor) -> _There:
        tensor: _There = Tensor._make_wrapper_subclass(
            cls,
            here.shape,
            strides=here.stride(),
            storage_offset=here.storage_offset(),
            dtype=here.dtype,
            device=DEVICE,
        )
        tensor.here = here
        return tensor

    @classmethod
    def __torch_dispatch__(
        cls, function: Any, types: Sequence[type], args: Any = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        return _run(function, args, kwargs or {})


class Elsewhere(TorchDispatchMode):
    """Inside of it tensors can be made on DEVICE."""

    def __torch_dispatch__(
        self, function: Any, types: Sequence[type], args: Any = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        return _run(function, args, kwargs or {})


def _run(function: Any, args: Any, kwargs: Mapping[str, Any]) -> Any:
    name = function._schema.name
    tensors = [leaf for leaf in tree_leaves((args, kwargs)) if isinstance(leaf, Tensor)]
    there = [tensor for tensor in tensors if isinstance(tensor, _There)]
    # A number is taken along, as it is to a real device.
    here = [tensor for tensor in tensors if not isinstance(tensor, _There) and tensor.ndim]
    if there and here and name not in _MOVES:
        raise RuntimeError(f"{name}: tensors on two devices")
    is_there = isinstance(tensors[0], _There) if name in _MOVES and tensors else bool(there)
    if kwargs.get("device") is not None:
        is_there = torch.device(kwargs["device"]) == DEVICE
        kwargs = {**kwargs, "device": torch.device("cpu")}
    made = function(*tree_map(_brought, args), **tree_map(_brought, kwargs))
    known = {id(tensor.here): tensor for tensor in there}  # what an operation in place gives back

    def taken(value: Any) -> Any:
        if not isinstance(value, Tensor) or not is_there:
            return value
        return known[id(value)] if id(value) in known else _There(value)

    return tree_map(taken, made)


def _brought(value: Any) -> Any:
    return value.here if isinstance(value, _There) else value
