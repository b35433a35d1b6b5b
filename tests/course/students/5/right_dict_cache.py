import math
import torch
import torch.nn as nn


class CrossAttention(nn.Module):
    """k and v first, as in decoders that keep them"""

    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        if embed_dim % num_heads:
            raise ValueError("heads!")
        self.n_heads = num_heads
        self.key_proj = nn.Linear(embed_dim, embed_dim)
        self.value_proj = nn.Linear(embed_dim, embed_dim)
        self.query_proj = nn.Linear(embed_dim, embed_dim)
        self.out = nn.Linear(embed_dim, embed_dim)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, memory, mask=None):
        B, T, D = x.shape
        H = self.n_heads
        cache = {"k": self.key_proj(memory), "v": self.value_proj(memory)}
        k = cache["k"].view(B, -1, H, D // H).permute(0, 2, 3, 1)  # [B, H, d, S]
        v = cache["v"].view(B, -1, H, D // H).permute(0, 2, 1, 3)
        q = self.query_proj(x).view(B, T, H, D // H).permute(0, 2, 1, 3)
        w = q @ k * (D // H) ** -0.5
        if mask is not None:
            w = w.masked_fill(mask == 0, -1e4)
        w = torch.softmax(w, -1)
        w = self.drop(w)
        return self.out((w @ v).permute(0, 2, 1, 3).reshape(B, T, D))
