from typing import List, Optional

import torch
import torch.nn as nn


class CrossHead(nn.Module):
    def __init__(self, embed_dim: int, head_size: int, dropout: float):
        super().__init__()
        self.key = nn.Linear(embed_dim, head_size, bias=False)
        self.query = nn.Linear(embed_dim, head_size, bias=False)
        self.value = nn.Linear(embed_dim, head_size, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, enc, mask: Optional[torch.Tensor]):
        k, q, v = self.key(enc), self.query(x), self.value(enc)
        wei = q @ k.transpose(-2, -1) * k.shape[-1] ** -0.5
        if mask is not None:
            wei = wei.masked_fill(mask == 0, float("-inf"))
        wei = wei.softmax(-1)
        return self.dropout(wei) @ v


class CrossAttention(nn.Module):
    def __init__(self, embed_dim: int, num_heads: int, dropout: float = 0.1):
        super().__init__()
        hs = embed_dim // num_heads
        heads: List[nn.Module] = []
        for _ in range(num_heads):
            heads.append(CrossHead(embed_dim, hs, dropout))
        self.heads = nn.ModuleList(heads)
        self.proj = nn.Linear(embed_dim, embed_dim)

    def forward(self, x, memory, mask=None):
        if mask is not None and mask.dim() == 4:
            mask = mask[:, 0]
        return self.proj(torch.cat([head(x, memory, mask) for head in self.heads], -1))
