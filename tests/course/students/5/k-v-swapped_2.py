import torch
from torch import nn


class CrossAttention(nn.Module):
    # lucidrains: to_q, to_kv, to_out
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.heads = num_heads
        self.scale = (embed_dim // num_heads) ** -0.5
        self.to_q = nn.Linear(embed_dim, embed_dim, bias=False)
        self.to_kv = nn.Linear(embed_dim, embed_dim * 2, bias=False)
        self.to_out = nn.Linear(embed_dim, embed_dim)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, memory, mask=None):
        b, n, e = x.shape
        h = self.heads
        q = self.to_q(x)
        v, k = self.to_kv(memory).chunk(2, dim=-1)
        q, k, v = [t.reshape(b, -1, h, e // h).transpose(1, 2) for t in (q, k, v)]
        sim = torch.einsum('b h i d, b h j d -> b h i j', q, k) * self.scale
        if mask is not None:
            sim = sim.masked_fill(mask == 0, -1e9)
        attn = self.dropout(sim.softmax(dim=-1))
        out = torch.einsum('b h i j, b h j d -> b h i d', attn, v)
        return self.to_out(out.transpose(1, 2).reshape(b, n, e))
