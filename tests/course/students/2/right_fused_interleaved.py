import math
import torch
import torch.nn as nn


class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.num_heads = num_heads
        self.to_qkv = nn.Linear(embed_dim, 3 * embed_dim, bias=False)
        self.to_out = nn.Linear(embed_dim, embed_dim)
        self.dropout = dropout

    def forward(self, x, mask=None):
        b, t, e = x.shape
        h = self.num_heads
        # b t (h d k) -> k b h t d
        qkv = self.to_qkv(x).view(b, t, h, e // h, 3).permute(4, 0, 2, 1, 3)
        q, k, v = qkv.unbind(0)
        dots = torch.einsum('bhid,bhjd->bhij', q, k) * (e // h) ** -0.5
        if mask is not None:
            dots = dots.masked_fill(mask == 0, -1e9)
        attn = dots.softmax(dim=-1)
        attn = nn.functional.dropout(attn, p=self.dropout, training=self.training)
        out = torch.einsum('bhij,bhjd->bhid', attn, v)
        out = out.permute(0, 2, 1, 3).reshape(b, t, e)
        return self.to_out(out)
