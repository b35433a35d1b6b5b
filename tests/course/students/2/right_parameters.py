import math
import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.num_heads = num_heads
        self.W_q = nn.Parameter(torch.randn(embed_dim, embed_dim) / math.sqrt(embed_dim))
        self.W_k = nn.Parameter(torch.randn(embed_dim, embed_dim) / math.sqrt(embed_dim))
        self.W_v = nn.Parameter(torch.randn(embed_dim, embed_dim) / math.sqrt(embed_dim))
        self.W_o = nn.Parameter(torch.randn(embed_dim, embed_dim) / math.sqrt(embed_dim))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        b, n, e = x.shape
        h, d = self.num_heads, e // self.num_heads
        q = (x @ self.W_q).view(b, n, h, d).permute(0, 2, 1, 3)
        k = (x @ self.W_k).view(b, n, h, d).permute(0, 2, 3, 1)  # already transposed
        v = (x @ self.W_v).view(b, n, h, d).permute(0, 2, 1, 3)
        s = q @ k / math.sqrt(d)
        if mask is not None:
            s = torch.where(mask == 0, torch.full_like(s, -1e9), s)
        w = self.dropout(torch.softmax(s, -1))
        o = (w @ v).permute(0, 2, 1, 3).reshape(b, n, e)
        return o @ self.W_o
