"""The weights in training: ones that compute, float32 masters that learn, and an average that is kept.

bfloat16 has eight bits of mantissa: small updates would be lost in it, so they are made to float32 copies
(Micikevicius et al., Mixed Precision Training, ICLR 2018). What is exported is their moving average.

Matrices learn by Muon (Jordan et al., Muon: An optimizer for hidden layers in neural networks, 2024), whose
updates are orthogonal; embeddings, biases and norms by AdamW. In the second round of the embedded models the
loss fell faster with it; that was no controlled comparison.
"""

from __future__ import annotations

import time
from typing import Any

import torch
from torch import Tensor

from mt.train.translation.network import Network

_BETAS = (0.9, 0.98)
_DECAY = 0.01
_CLIPPED = 1.0  # norm of the gradient, of what AdamW updates; Muon's updates do not depend on it


class Weights:
    """The weights of a network that is being trained.

    Args:
        network: float32 weights; converted to `dtype` in place.
        optimiser: `muon` or `adamw`.
        dtype: `torch.bfloat16` or `torch.float32`.
        average: share of the masters that enters the average at each step; more at first.
    """

    def __init__(self, network: Network, *, optimiser: str, dtype: torch.dtype, average: float) -> None:
        named = list(network.named_parameters())
        self._working = [parameter for _, parameter in named]
        self.names = [name for name, _ in named]
        self.masters = [parameter.detach().clone().float() for parameter in self._working]
        self.average = [master.clone() for master in self.masters]
        self._share = average
        network.to(dtype)
        matrices = [optimiser == "muon" and p.ndim == 2 and "shared" not in name for name, p in named]
        by_muon = [m for m, is_matrix in zip(self.masters, matrices, strict=True) if is_matrix]
        self._by_adam = [m for m, is_matrix in zip(self.masters, matrices, strict=True) if not is_matrix]
        self._optimisers: list[torch.optim.Optimizer] = [
            torch.optim.AdamW(self._by_adam, lr=0.0, betas=_BETAS, eps=1e-8, weight_decay=_DECAY, fused=True)
        ]
        if by_muon:
            self._optimisers.append(
                torch.optim.Muon(by_muon, lr=0.0, weight_decay=_DECAY, adjust_lr_fn="match_rms_adamw")
            )

    def step(self, rate: float, number: int) -> None:
        """Use the gradients of the working weights, and clear them.

        Args:
            rate: learning rate.
            number: of this step, from 1.
        """
        for master, working in zip(self.masters, self._working, strict=True):
            master.grad = None if working.grad is None else working.grad.float()
            working.grad = None
        torch.nn.utils.clip_grad_norm_(self._by_adam, _CLIPPED)
        for optimiser in self._optimisers:
            for group in optimiser.param_groups:
                group["lr"] = rate
            optimiser.step()
        with torch.no_grad():
            torch._foreach_copy_(self._working, self.masters)
            torch._foreach_lerp_(self.average, self.masters, max(number**-0.7, self._share))

    def averaged(self) -> dict[str, Tensor]:
        """Name to average, float32, on the CPU."""
        return {name: tensor.cpu() for name, tensor in zip(self.names, self.average, strict=True)}

    def state(self) -> dict[str, Any]:
        """All there is to know to go on exactly as if never interrupted."""
        return {
            "names": self.names,
            "masters": self.masters,
            "average": self.average,
            "optimisers": [optimiser.state_dict() for optimiser in self._optimisers],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take over what `state` gave; raises ValueError for the state of another network."""
        if state["names"] != self.names or len(state["optimisers"]) != len(self._optimisers):
            raise ValueError("the state is of another network")
        with torch.no_grad():
            for own, kept in ((self.masters, state["masters"]), (self.average, state["average"])):
                for tensor, value in zip(own, kept, strict=True):
                    tensor.copy_(value)
            torch._foreach_copy_(self._working, self.masters)
        for optimiser, content in zip(self._optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(content)


def fastest_dtype(device: torch.device) -> torch.dtype:
    """bfloat16 where products in it are faster than in float32, as on CPUs with AVX512-BF16 or AMX."""
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float32
    seconds = {}
    for dtype in (torch.float32, torch.bfloat16):
        a, b = torch.ones(512, 256, dtype=dtype), torch.ones(256, 1024, dtype=dtype)
        a @ b
        tries = []
        for _ in range(5):
            start = time.perf_counter()
            a @ b
            tries.append(time.perf_counter() - start)
        seconds[dtype] = min(tries)
    return min(seconds, key=seconds.__getitem__)
