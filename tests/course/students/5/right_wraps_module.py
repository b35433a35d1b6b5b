import math
import torch
import torch.nn as nn


class Attention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.h = num_heads
        self.query_layer = nn.Linear(embed_dim, embed_dim)
        self.key_layer = nn.Linear(embed_dim, embed_dim)
        self.value_layer = nn.Linear(embed_dim, embed_dim)
        self.dense = nn.Linear(embed_dim, embed_dim)
        self.drop = nn.Dropout(dropout)

    def forward(self, a, b, mask=None):
        n, t, e = a.shape
        s = b.size(1)
        q = self.query_layer(a).reshape(n, t, self.h, -1).permute(0, 2, 1, 3)
        k = self.key_layer(b).reshape(n, s, self.h, -1).permute(0, 2, 1, 3)
        v = self.value_layer(b).reshape(n, s, self.h, -1).permute(0, 2, 1, 3)
        x = torch.matmul(q, k.permute(0, 1, 3, 2)) / math.sqrt(q.shape[-1])
        if mask is not None:
            x = x.masked_fill(mask == 0, float('-inf'))
        x = self.drop(torch.softmax(x, dim=-1))
        x = torch.matmul(x, v).permute(0, 2, 1, 3).contiguous()
        return self.dense(x.view(n, t, e))


class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        self.attention = Attention(embed_dim, num_heads, dropout)

    def forward(self, x, memory, mask=None):
        return self.attention(x, memory, mask)
