import math
import torch
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.nh, self.d = num_heads, embed_dim // num_heads
        self.query = nn.Linear(embed_dim, embed_dim)
        self.kv = nn.Linear(embed_dim, 2 * embed_dim)
        self.proj = nn.Linear(embed_dim, embed_dim)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, memory, mask=None):
        B, T, E = x.shape
        S = memory.size(1)
        q = self.query(x).view(B, T, self.nh, self.d).permute(0, 2, 1, 3)
        kv = self.kv(memory).view(B, S, self.nh, 2 * self.d).permute(0, 2, 1, 3)
        k, v = kv[..., :self.d], kv[..., self.d:]
        att = (q @ k.transpose(-1, -2)) / math.sqrt(self.d)
        if mask is not None:
            att = att.masked_fill(mask == 0, float("-inf"))
        att = torch.softmax(att, dim=-1)
        y = (self.drop(att) @ v).permute(0, 2, 1, 3).reshape(B, T, E)
        return self.proj(y), att
