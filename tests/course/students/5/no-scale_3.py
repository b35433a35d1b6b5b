import torch
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.heads = num_heads
        self.head_dim = embed_dim // num_heads
        self.queries = nn.Linear(embed_dim, embed_dim)
        self.keys = nn.Linear(embed_dim, embed_dim)
        self.values = nn.Linear(embed_dim, embed_dim)
        self.unifyheads = nn.Linear(embed_dim, embed_dim)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, memory, mask=None):
        b, t, e = x.shape
        h, d = self.heads, self.head_dim
        q = self.queries(x).view(b, t, h, d)
        k = self.keys(memory).view(b, memory.shape[1], h, d)
        v = self.values(memory).view(b, memory.shape[1], h, d)
        dot = torch.einsum('bthd,bshd->bhts', q, k)
        if mask is not None:
            dot = torch.where(mask.bool(), dot, torch.full_like(dot, -1e9))
        w = self.dropout(torch.softmax(dot, dim=-1))
        out = torch.einsum('bhts,bshd->bthd', w, v)
        return self.unifyheads(out.reshape(b, t, e)), w
