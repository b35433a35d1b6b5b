"""
Self-attention in the style of nanoGPT.
"""
import math
import inspect
from dataclasses import dataclass

import torch
import torch.nn as nn
from torch.nn import functional as F


@dataclass
class GPTConfig:
    block_size: int = 1024
    n_embd: int = 768
    dropout: float = 0.0
    bias: bool = True


def scaled_dot_product_attention(q, k, v, mask=None):
    att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
    if mask is not None:
        att = att.masked_fill(mask == 0, float('-inf'))
    att = F.softmax(att, dim=1)
    y = att @ v # (B, T, T) x (B, T, hs) -> (B, T, hs)
    return y, att


class SelfAttention(nn.Module):

    def __init__(self, embed_dim):
        super().__init__()
        config = GPTConfig(n_embd=embed_dim)
        # key, query, value projections for all heads, but in a batch
        self.c_attn = nn.Linear(config.n_embd, 3 * config.n_embd, bias=config.bias)
        # output projection
        self.c_proj = nn.Linear(config.n_embd, config.n_embd, bias=config.bias)
        self.n_embd = config.n_embd

    def forward(self, x):
        B, T, C = x.size() # batch size, sequence length, embedding dimensionality (n_embd)
        q, k, v = self.c_attn(x).split(self.n_embd, dim=2)
        y, _ = scaled_dot_product_attention(q, k, v)
        y = self.c_proj(y)
        return y
