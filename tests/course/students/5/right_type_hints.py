from typing import Optional, Tuple
import math

import torch
from torch import Tensor, nn


class CrossAttention(nn.Module):
    """Queries from the decoder, keys and values from the encoder."""

    def __init__(self, embed_dim: int, num_heads: int, dropout: float = 0.1, bias: bool = True):
        super().__init__()
        assert embed_dim % num_heads == 0, f"{embed_dim} / {num_heads}"
        self.num_heads = num_heads
        self.head_dim = embed_dim // num_heads
        self.query = nn.Linear(embed_dim, embed_dim, bias=bias)
        self.key = nn.Linear(embed_dim, embed_dim, bias=bias)
        self.value = nn.Linear(embed_dim, embed_dim, bias=bias)
        self.output = nn.Linear(embed_dim, embed_dim, bias=bias)
        self.attention_dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, memory: Tensor, mask: Optional[Tensor] = None) -> Tuple[Tensor, Tensor]:
        batch, target, width = x.shape
        source: int = memory.shape[1]
        size = (self.num_heads, self.head_dim)
        q = self.query(x).view(batch, target, *size).transpose(1, 2)
        k = self.key(memory).view(batch, source, *size).transpose(1, 2)
        v = self.value(memory).view(batch, source, *size).transpose(1, 2)
        scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(self.head_dim)
        if mask is not None:
            scores = scores.masked_fill(mask.logical_not(), torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1)
        context = torch.matmul(self.attention_dropout(weights), v)
        context = context.transpose(1, 2).contiguous().view(batch, target, width)
        return self.output(context), weights
