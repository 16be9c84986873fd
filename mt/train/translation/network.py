"""Marian's transformer as a module that trains fast, on CPU and on CUDA.

The same function as transformers' MarianMTModel: post-norm layers, sinusoidal positions that are never
trained, one embedding for source, target and output (Junczys-Dowmunt et al., Marian: Fast Neural Machine
Translation in C++, ACL 2018). Parameters have the names that transformers gives them, so that weights go in
and out as they are.

On CPUs it is faster than transformers' module: query, key and value in one product, plain products instead of
the fused attention kernel (which is slow backwards on short sentences), dropout from masks drawn once.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from mt.train.translation.settings import Shape

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "swish": functional.silu,
    "silu": functional.silu,
    "relu": functional.relu,
    "gelu": functional.gelu,
}
_MASKED = -1e4  # a logit that softmax makes zero, and that bfloat16 can hold
_POOL = 1 << 24  # dropout masks drawn at once


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the network makes of a batch.

    Attributes:
        states: batch × target pieces × width, before the output projection.
        attention: batch × target pieces × source pieces, of the first head of the last decoder layer; None
            unless asked for.
    """

    states: Tensor
    attention: Tensor | None


class Dropout:
    """Dropout whose masks are cut out of one pool at random places: drawing them anew costs a CPU a tenth."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self._pool: Tensor | None = None

    def __call__(self, x: Tensor, training: bool) -> Tensor:
        if not training or not self.rate:
            return x
        if x.device.type != "cpu":
            return functional.dropout(x, self.rate)
        size = x.numel()
        pool = self._pool
        if pool is None or pool.dtype != x.dtype or pool.numel() < 2 * size:
            draw = torch.Generator().manual_seed(0)
            kept = torch.rand(max(_POOL, 2 * size), generator=draw) >= self.rate
            self._pool = pool = kept.to(x.dtype) / (1 - self.rate)
        start = int(torch.randint(0, pool.numel() - size + 1, (1,)))
        return x * pool[start : start + size].view(x.shape)


class Attention(nn.Module):
    """Multi-head attention, of a sequence to itself or of the target to the source."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x: Tensor, source: Tensor | None, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """Attend from `x` to `source`, or to itself when that is None.

        Args:
            mask: what is added to the logits; broadcasts to batch × heads × x pieces × source pieces.

        Returns:
            batch × x pieces × width, and the weights, batch × heads × x pieces × source pieces.
        """
        if source is None:
            query, key, value = self._joined(x, self.q_proj, self.k_proj, self.v_proj)
        else:
            (query,) = self._joined(x, self.q_proj)
            key, value = self._joined(source, self.k_proj, self.v_proj)
        logits = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2))
        if mask is not None:
            logits = logits + mask
        weights = logits.softmax(-1, dtype=torch.float32)
        mixed = torch.matmul(weights.to(value.dtype), value).transpose(1, 2).flatten(2)
        return self.out_proj(mixed), weights

    def _joined(self, x: Tensor, *projections: nn.Linear) -> tuple[Tensor, ...]:
        """The projections of `x` by one product, each batch × heads × pieces × width of a head."""
        weight = torch.cat([p.weight for p in projections]) if len(projections) > 1 else projections[0].weight
        bias = torch.cat([p.bias for p in projections]) if len(projections) > 1 else projections[0].bias
        y = functional.linear(x, weight, bias).view(*x.shape[:2], len(projections), self.heads, -1)
        parts: tuple[Tensor, ...] = y.permute(2, 0, 3, 1, 4).unbind(0)
        return parts


class Layer(nn.Module):
    """One layer of the encoder, or of the decoder when it attends to the source."""

    def __init__(self, shape: Shape, dropout: Dropout, activation: str, *, decoder: bool) -> None:
        super().__init__()
        self._dropout, self._activation = dropout, ACTIVATIONS[activation]
        self.self_attn = Attention(shape.width, shape.heads)
        self.self_attn_layer_norm = nn.LayerNorm(shape.width)
        self.encoder_attn = Attention(shape.width, shape.heads) if decoder else None
        self.encoder_attn_layer_norm = nn.LayerNorm(shape.width) if decoder else None
        self.fc1 = nn.Linear(shape.width, shape.feed_forward)
        self.fc2 = nn.Linear(shape.feed_forward, shape.width)
        self.final_layer_norm = nn.LayerNorm(shape.width)

    def forward(
        self, x: Tensor, mask: Tensor | None, source: Tensor | None = None, source_mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """The layer's output and, in a decoder, its attention to the source."""
        weights = None
        y, _ = self.self_attn(x, None, mask)
        x = self.self_attn_layer_norm(x + self._dropout(y, self.training))
        if self.encoder_attn is not None and self.encoder_attn_layer_norm is not None:
            y, weights = self.encoder_attn(x, source, source_mask)
            x = self.encoder_attn_layer_norm(x + self._dropout(y, self.training))
        y = self.fc2(self._activation(self.fc1(x)))
        return self.final_layer_norm(x + self._dropout(y, self.training)), weights


class _Side(nn.Module):
    def __init__(self, layers: list[Layer]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)


class _Model(nn.Module):
    def __init__(self, shape: Shape, vocabulary_size: int, dropout: Dropout, activation: str) -> None:
        super().__init__()
        self.shared = nn.Embedding(vocabulary_size, shape.width)
        self.encoder = _Side(
            [Layer(shape, dropout, activation, decoder=False) for _ in range(shape.encoder_layers)]
        )
        self.decoder = _Side(
            [Layer(shape, dropout, activation, decoder=True) for _ in range(shape.decoder_layers)]
        )


class Network(nn.Module):
    """A Marian transformer with fresh weights.

    Args:
        shape: width, layers, heads.
        vocabulary_size: pieces, `<pad>` among them as the last.
        dropout: share of every layer's output that is dropped in training.
        activation: of the feed-forward layers, a key of `ACTIVATIONS`.
        scale_embedding: whether embeddings are multiplied by the root of the width, as in opus-mt.
    """

    start: Tensor
    final_logits_bias: Tensor
    positions: Tensor

    def __init__(
        self,
        shape: Shape,
        vocabulary_size: int,
        *,
        dropout: float = 0.0,
        activation: str = "swish",
        scale_embedding: bool = True,
    ) -> None:
        super().__init__()
        self.shape, self.vocabulary_size = shape, vocabulary_size
        self.pad = vocabulary_size - 1
        self.activation, self.scale_embedding = activation, scale_embedding
        self.dropout = Dropout(dropout)
        self._scale = math.sqrt(shape.width) if scale_embedding else 1.0
        self.model = _Model(shape, vocabulary_size, self.dropout, activation)
        # The decoder starts from the row of <pad>: zero in Marian, and no parameter here, because the tied
        # output projection would leak into it.
        self.register_buffer("start", torch.zeros(shape.width), persistent=False)
        self.register_buffer("final_logits_bias", torch.zeros(1, vocabulary_size), persistent=False)
        self.register_buffer("positions", sinusoids(shape.positions, shape.width), persistent=False)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)
        nn.init.normal_(self.embeddings, std=shape.width**-0.5)

    @property
    def embeddings(self) -> nn.Parameter:
        """Vocabulary × width; also the output projection."""
        return self.model.shared.weight

    def forward(self, source: Tensor, target: Tensor, *, attention: bool = False) -> Hidden:
        """The states after each target piece.

        Args:
            source: batch × pieces, ids, ended by `</s>`, filled up with `<pad>`.
            target: batch × pieces, `<pad>` first.
            attention: whether to return the attention as well.
        """
        lengths = source != self.pad
        dtype = self.embeddings.dtype
        mask = None if bool(lengths.all()) else (~lengths)[:, None, None, :].to(dtype) * _MASKED
        x = self._embed(source)
        for layer in self.model.encoder.layers:
            x, _ = layer(x, mask)
        steps = target.shape[1]
        causal = torch.full((steps, steps), _MASKED, device=target.device, dtype=dtype).triu_(1)
        y, weights = self._embed(target), None
        for layer in self.model.decoder.layers:
            y, weights = layer(y, causal, x, mask)
        return Hidden(y, weights[:, 0] if attention and weights is not None else None)

    def _embed(self, ids: Tensor) -> Tensor:
        x = functional.embedding(ids, self.embeddings)
        x = torch.where((ids == self.pad)[..., None], self.start.to(x.dtype), x) * self._scale
        return self.dropout(x + self.positions[: ids.shape[1]].to(x.dtype), self.training)


def sinusoids(positions: int, width: int) -> Tensor:
    """Positions × width: sines in the first half, cosines in the second, as Marian lays them out."""
    steps = torch.arange(positions, dtype=torch.float64)[:, None]
    rates = 10_000.0 ** (-2 * torch.arange(width // 2, dtype=torch.float64) / width)
    return torch.cat([(steps * rates).sin(), (steps * rates).cos()], 1).float()
