import math
import torch
import torch.nn as nn


class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.heads = num_heads
        self.Wqkv = nn.Parameter(torch.randn(embed_dim, 3 * embed_dim) * 0.02)
        self.Wo = nn.Linear(embed_dim, embed_dim)
        self.dropout = dropout  # not used yet

    def forward(self, x, mask=None):
        B, T, E = x.shape
        q, k, v = torch.split(x @ self.Wqkv, E, dim=-1)
        split = lambda t: t.view(B, T, self.heads, -1).transpose(1, 2)
        q, k, v = split(q), split(k), split(v)
        a = q.matmul(k.transpose(2, 3)) / math.sqrt(q.shape[3])
        if mask is not None:
            a = a + (1 - mask.float()) * -1e9
        a = a.softmax(3)
        return self.Wo(a.matmul(v).transpose(1, 2).reshape(B, T, E))
