"""A larger network that begins by saying exactly what a smaller one says.

What a model has learnt need not be learnt again when it gets more room. Feed-forward blocks get inner units
whose outputs weigh nothing yet (Chen, Goodfellow and Shlens, Net2Net, ICLR 2016). New layers come on top of
the others, as copies of the uppermost one whose outputs weigh nothing yet. Such a layer still normalises,
which changes nothing for a vector that is normalised already: so the scales and shifts of the norm below move
up to the last norm of the new layer, and into the weights that read what they have left.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import nn

from mt.train.translation.network import Layer, Network
from mt.train.translation.settings import Shape


def grown(network: Network, shape: Shape) -> Network:
    """A network of `shape`, float32, that says what `network` says.

    Raises:
        ValueError: the shape has another width, or fewer of anything.
    """
    if not can_grow(network.shape, shape):
        raise ValueError(f"{network.shape} cannot grow to {shape}")
    result = Network(
        shape,
        network.vocabulary_size,
        dropout=network.dropout.rate,
        activation=network.activation,
        scale_embedding=network.scale_embedding,
    )
    with torch.no_grad():
        result.embeddings.copy_(network.embeddings)
        result.start.copy_(network.start)
        result.final_logits_bias.copy_(network.final_logits_bias)
        for few, many in (
            (network.model.encoder.layers, result.model.encoder.layers),
            (network.model.decoder.layers, result.model.decoder.layers),
        ):
            old, new = list[Layer](few), list[Layer](many)
            for index, layer in enumerate(new):
                _copy(old[min(index, len(old) - 1)], layer)
            for below, layer in pairwise(new[len(old) - 1 :]):
                _put_on_top(layer, below)
    return result


def can_grow(old: Shape, new: Shape) -> bool:
    """Whether a network of one shape can become one of the other."""
    return (old.width, old.heads, old.positions) == (new.width, new.heads, new.positions) and all(
        getattr(old, name) <= getattr(new, name)
        for name in ("feed_forward", "encoder_layers", "decoder_layers")
    )


def _copy(old: Layer, new: Layer) -> None:
    """The weights of a layer into one that may have more inner units; those keep their fresh inputs."""
    inner = old.fc1.out_features
    tensors = dict(old.named_parameters())
    for name, parameter in new.named_parameters():
        if name.startswith("fc1"):
            parameter[:inner] = tensors[name]
        elif name == "fc2.weight":
            parameter[:, :inner] = tensors[name]
            parameter[:, inner:] = 0
        else:
            parameter.copy_(tensors[name])


def _put_on_top(layer: Layer, below: Layer) -> None:
    """Make `layer`, a copy of `below`, give what `below` gave, which gives its plain norm from now on."""
    moved = below.final_layer_norm
    readers = [layer.self_attn.q_proj, layer.self_attn.k_proj, layer.self_attn.v_proj, layer.fc1]
    norms = [layer.self_attn_layer_norm, moved]
    silent = [layer.self_attn.out_proj, layer.fc2]
    if layer.encoder_attn is not None and layer.encoder_attn_layer_norm is not None:
        readers.append(layer.encoder_attn.q_proj)
        norms.append(layer.encoder_attn_layer_norm)
        silent.append(layer.encoder_attn.out_proj)
    for reader in readers:
        reader.bias.add_(reader.weight @ moved.bias)
        reader.weight.mul_(moved.weight)
    layer.final_layer_norm.load_state_dict(moved.state_dict())
    for norm in norms:
        nn.init.ones_(norm.weight)
        nn.init.zeros_(norm.bias)
    for linear in silent:
        nn.init.zeros_(linear.weight)
        nn.init.zeros_(linear.bias)
