import torch
from torch import nn, einsum

def exists(v):
    return v is not None

class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1, context_dim=None):
        super().__init__()
        dim_head = embed_dim // num_heads
        inner_dim = dim_head * num_heads
        context_dim = context_dim or embed_dim
        self.scale = dim_head ** -0.5
        self.heads = num_heads
        self.to_q = nn.Linear(embed_dim, inner_dim, bias=False)
        self.to_kv = nn.Linear(context_dim, inner_dim * 2, bias=False)
        self.dropout = nn.Dropout(dropout)
        self.to_out = nn.Linear(inner_dim, embed_dim)

    def forward(self, x, context, mask=None):
        b, n, h = x.size(0), x.size(1), self.heads
        q = self.to_q(x)
        k, v = self.to_kv(context).chunk(2, dim=-1)
        q, k, v = map(lambda t: t.reshape(b, -1, h, t.shape[-1] // h), (q, k, v))
        sim = einsum('bhid,bhjd->bhij', q, k) * self.scale
        if exists(mask):
            sim = sim.masked_fill(mask == False, -torch.finfo(sim.dtype).max)
        attn = sim.softmax(dim=-1)
        attn = self.dropout(attn)
        out = einsum('bhij,bhjd->bhid', attn, v)
        out = out.transpose(1, 2).reshape(b, n, -1)
        return self.to_out(out)
