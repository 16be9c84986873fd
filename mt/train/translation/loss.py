"""Label-smoothed cross-entropy of a tied projection that never holds a float32 copy of all logits.

Batch × vocabulary logits are most of a small model's memory traffic. They are made and turned into
probabilities a few rows at a time, which stay in the cache, and kept once, in the type of the weights. What
label smoothing adds is the same for every row and piece: it is added to the results, as vectors.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

_ROWS_CPU, _ROWS_ELSEWHERE = 64, 8192


class _TiedCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, states: Tensor, embeddings: Tensor, bias: Tensor, targets: Tensor, smoothing: float
    ) -> tuple[Tensor, Tensor]:
        count, size = len(states), len(embeddings)
        uniform = smoothing / (size - 1)  # <pad>, the last piece, is never a target
        gradient = torch.empty(count, size, dtype=states.dtype, device=states.device)
        nll = torch.zeros((), dtype=torch.float32, device=states.device)
        spread = torch.zeros_like(nll)
        all_rows = embeddings[:-1].sum(0, dtype=torch.float32)
        rows = _ROWS_CPU if states.device.type == "cpu" else _ROWS_ELSEWHERE
        has_bias = bool(bias.any())
        for first in range(0, count, rows):
            part, wanted = states[first : first + rows], targets[first : first + rows, None]
            logits = part @ embeddings.t()
            if has_bias:
                logits = logits + bias.to(logits.dtype)
            logits[:, -1] = -torch.inf
            chosen = logits.gather(1, wanted).float()
            probabilities = logits.softmax(1, dtype=torch.float32)
            lost = -probabilities.gather(1, wanted).clamp_min(1e-30).log()
            nll += lost.sum()
            # Of all pieces: log-partition times their number, minus the sum of their logits.
            spread += (lost + chosen).sum() * (size - 1) - (part.float() @ all_rows).sum()
            gradient[first : first + rows] = probabilities
        if has_bias:
            spread -= bias[0, :-1].sum() * count
        gradient.scatter_add_(1, targets[:, None], gradient.new_full((count, 1), smoothing - 1))
        ctx.save_for_backward(states, embeddings, gradient, all_rows)
        ctx.uniform = uniform
        loss = (1 - smoothing) * nll + uniform * spread
        return loss / count, nll / count

    @staticmethod
    @once_differentiable  # type: ignore[untyped-decorator]
    def backward(ctx: Any, of_loss: Tensor, _: Tensor) -> tuple[Tensor | None, ...]:
        states, embeddings, gradient, all_rows = ctx.saved_tensors
        scale = (of_loss / len(states)).to(states.dtype)
        of_states = gradient @ embeddings - (ctx.uniform * all_rows).to(states.dtype)
        of_embeddings = gradient.t() @ states
        of_embeddings[:-1] -= (ctx.uniform * states.sum(0, dtype=torch.float32)).to(states.dtype)
        return of_states * scale, of_embeddings * scale, None, None, None


def tied_cross_entropy(
    states: Tensor, embeddings: Tensor, bias: Tensor, targets: Tensor, *, smoothing: float
) -> tuple[Tensor, Tensor]:
    """Mean loss, and mean negative log-likelihood without smoothing, in nats a piece.

    Args:
        states: pieces × width.
        embeddings: vocabulary × width, the output projection; its last row is `<pad>`.
        bias: 1 × vocabulary, not trained.
        targets: ids, one a row of `states`; never `<pad>`.
        smoothing: share of the probability that is spread over all pieces (Szegedy et al., CVPR 2016).
    """
    loss, nll = _TiedCrossEntropy.apply(states, embeddings, bias, targets, smoothing)
    return loss, nll


def guide_loss(attention: Tensor, links: Tensor) -> Tensor:
    """How far attention is from given word links, in nats a linked piece (Chen et al., Guided Alignment
    Training for Topic-Aware Neural Machine Translation, AMTA 2016).

    Args:
        attention: batch × target pieces × source pieces.
        links: batch × target pieces: position of the source piece it is linked with, or -1.
    """
    linked = links >= 0
    if not bool(linked.any()):
        return attention.new_zeros(())
    seen = attention.gather(2, links.clamp_min(0)[..., None]).squeeze(2)[linked]
    return -(seen + 1e-6).log().mean()
