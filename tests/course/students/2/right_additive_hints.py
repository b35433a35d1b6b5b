from typing import Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim: int, num_heads: int, dropout: float = 0.1) -> None:
        super().__init__()
        assert embed_dim % num_heads == 0
        self.num_heads: int = num_heads
        self.query_proj = nn.Linear(embed_dim, embed_dim)
        self.key_proj = nn.Linear(embed_dim, embed_dim)
        self.value_proj = nn.Linear(embed_dim, embed_dim)
        self.output_proj = nn.Linear(embed_dim, embed_dim)
        self.dropout = nn.Dropout(dropout)

    def _shape(self, t: Tensor) -> Tensor:
        B, T, E = t.shape
        return t.reshape(B, T, self.num_heads, E // self.num_heads).transpose(1, 2)

    def forward(self, x: Tensor, mask: Optional[Tensor] = None) -> Tensor:
        q, k, v = map(self._shape, (self.query_proj(x), self.key_proj(x), self.value_proj(x)))
        q = q * q.size(-1) ** -0.5
        scores = torch.matmul(q, k.transpose(-1, -2))
        if mask is not None:
            bias = torch.zeros(mask.shape).masked_fill(mask == 0, torch.finfo(torch.float32).min)
            scores = scores + bias
        weights = self.dropout(F.softmax(scores, dim=-1))
        context = torch.matmul(weights, v).transpose(1, 2).flatten(2)
        return self.output_proj(context)
