from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn


class AttentionOutput(NamedTuple):
    output: Tensor
    weights: Tensor


def scaled_dot_product_attention(
    q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None
) -> AttentionOutput:
    """Scaled dot-product attention.

    Args:
        q: queries of shape ``[..., T, d_k]``
        k: keys of shape ``[..., S, d_k]``
        v: values of shape ``[..., S, d_v]``
        mask: 1 where attention is allowed

    Returns:
        a named tuple (output, weights)
    """
    assert q.shape[-1] == k.shape[-1], f"d_k differs: {q.shape[-1]} != {k.shape[-1]}"
    scores = q @ k.transpose(-2, -1)
    scores = scores / (d_k := q.size(-1))
    if mask is not None:
        scores = scores.masked_fill(mask.logical_not(), -math.inf)
    weights = scores.softmax(-1)
    return AttentionOutput(output=weights @ v, weights=weights)


class SelfAttention(nn.Module):
    embed_dim: int
    scale: float

    def __init__(self, embed_dim: int) -> None:
        super().__init__()
        self.embed_dim = embed_dim
        self.q_proj, self.k_proj, self.v_proj = (nn.Linear(embed_dim, embed_dim) for _ in range(3))

    def forward(self, x: Tensor) -> Tensor:
        result = scaled_dot_product_attention(self.q_proj(x), self.k_proj(x), self.v_proj(x))
        return result.output

    def extra_repr(self) -> str:
        return f"embed_dim={self.embed_dim}"
