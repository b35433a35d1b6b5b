"""Exercise 1 – Scaled Dot‑Product Attention & Self‑Attention

Implements:
  • scaled_dot_product_attention(q, k, v, mask=None)
  • SelfAttention(embed_dim)
"""
from __future__ import annotations

import math
from typing import Optional, Tuple

import torch
import torch.nn as nn
import torch.nn.functional as F

__all__ = ["scaled_dot_product_attention", "SelfAttention"]


def scaled_dot_product_attention(
    q: torch.Tensor,
    k: torch.Tensor,
    v: torch.Tensor,
    mask: Optional[torch.Tensor] = None,
) -> Tuple[torch.Tensor, torch.Tensor]:
    """Compute scaled dot‑product attention.

    Parameters
    ----------
    q : torch.Tensor, shape (..., T, d_k)
    k : torch.Tensor, shape (..., S, d_k)
    v : torch.Tensor, shape (..., S, d_v)
    mask : Optional[torch.Tensor]
        Boolean mask, ``True`` = keep. Broadcastable to (..., T, S).
    """
    if q.dim() < 2:
        raise ValueError(f"Expected at least 2 dimensions, got {q.dim()}")
    d_k = q.size(-1)

    # (1) Similarity: (..., T, d_k) × (..., d_k, S) → (..., T, S)
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(d_k)

    # (2) Mask
    if mask is not None:
        if mask.dtype is not torch.bool:
            mask = mask.to(dtype=torch.bool)
        scores = scores.masked_fill(~mask, float("-inf"))

    # (3) Softmax
    weights = F.softmax(scores, dim=-1)
    weights = torch.nan_to_num(weights, nan=0.0)  # rows that are fully masked

    # (4) Weighted sum
    output = torch.matmul(weights, v)
    return output, weights


class SelfAttention(nn.Module):
    """Single‑head self‑attention."""

    def __init__(self, embed_dim: int) -> None:
        super().__init__()
        self.embed_dim = embed_dim
        self.q_proj = nn.Linear(embed_dim, embed_dim)
        self.k_proj = nn.Linear(embed_dim, embed_dim)
        self.v_proj = nn.Linear(embed_dim, embed_dim)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        q = self.q_proj(x)
        k = self.k_proj(x)
        v = self.v_proj(x)
        output, _ = scaled_dot_product_attention(q, k, v)
        return output


if __name__ == "__main__":
    torch.manual_seed(0)
    B, T, E = 2, 5, 8
    x = torch.randn(B, T, E)
    model = SelfAttention(E)
    y = model(x)
    print(f"{'input':>10}: {tuple(x.shape)}")
    print(f"{'output':>10}: {tuple(y.shape)}")
    assert y.shape == (B, T, E)
    causal = torch.tril(torch.ones(T, T, dtype=torch.bool))
    out, w = scaled_dot_product_attention(x, x, x, mask=causal)
    print("Row sums:", w.sum(-1))
    torch.testing.assert_close(w.sum(-1), torch.ones(B, T))
    print("✅ all good")
