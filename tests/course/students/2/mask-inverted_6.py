from __future__ import annotations

import torch
from torch import nn, Tensor


class MultiHeadAttention(nn.Module):
    @staticmethod
    def _validate(embed_dim: int, num_heads: int) -> int:
        head_dim, rest = divmod(embed_dim, num_heads)
        if rest:
            raise ValueError(f"{embed_dim=} must be divisible by {num_heads=}")
        return head_dim

    def __init__(self, embed_dim: int, num_heads: int, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.h, self.d = num_heads, self._validate(embed_dim, num_heads)
        self.qkv = nn.ModuleDict({n: nn.Linear(embed_dim, embed_dim) for n in ["q", "k", "v"]})
        self.out = nn.Linear(embed_dim, embed_dim)
        self.drop = nn.Dropout(dropout)

    @staticmethod
    def attend(q: Tensor, k: Tensor, v: Tensor, *, mask: Tensor | None, dropout: nn.Module) -> tuple[Tensor, Tensor]:
        logits = q @ k.mT
        logits *= q.size(-1) ** -0.5
        if mask is not None:
            logits = logits.where(~mask.bool(), -torch.inf * torch.ones_like(logits))
        w = logits.softmax(-1)
        return dropout(w) @ v, w

    def forward(self, x: Tensor, *, mask: Tensor | None = None) -> Tensor:
        b, t, e = x.shape
        q, k, v = (self.qkv[n](x).unflatten(-1, (self.h, self.d)).transpose(1, 2) for n in "qkv")
        o, self.last = self.attend(q, k, v, mask=mask, dropout=self.drop)
        return self.out(o.transpose(1, 2).flatten(2))
