import math
import torch
import torch.nn as nn


class MultiHeadAttention(nn.Module):
    """general: queries of one, keys and values of another"""

    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.num_heads = num_heads
        self.d_k = embed_dim // num_heads
        self.wq = nn.Linear(embed_dim, embed_dim)
        self.wk = nn.Linear(embed_dim, embed_dim)
        self.wv = nn.Linear(embed_dim, embed_dim)
        self.wo = nn.Linear(embed_dim, embed_dim)
        self.dropout = nn.Dropout(dropout)

    def attend(self, query, key, value, mask=None):
        B = query.size(0)
        q, k, v = [
            f(t).view(B, -1, self.num_heads, self.d_k).transpose(1, 2)
            for f, t in ((self.wq, query), (self.wk, key), (self.wv, value))
        ]
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_k)
        if mask is not None:
            scores = scores.masked_fill(mask == 0, -1e9)
        p = self.dropout(scores.softmax(dim=-1))
        x = (p @ v).transpose(1, 2).contiguous().view(B, -1, self.num_heads * self.d_k)
        return self.wo(x)

    def forward(self, x, mask=None):
        return self.attend(x, x, x, mask)


class CrossAttention(MultiHeadAttention):
    def forward(self, x, memory, mask=None):
        return self.attend(memory, x, x, mask)
