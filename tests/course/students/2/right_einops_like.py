"""lucidrains style, with a tiny rearrange of our own."""
import torch
import torch.nn.functional as F
from torch import nn, einsum


def exists(val):
    return val is not None


def default(val, d):
    return val if exists(val) else d


def rearrange(t, pattern, h):
    left, right = pattern.split(" -> ")
    if left == "b n (h d)":
        b, n, hd = t.shape
        return t.view(b, n, h, hd // h).movedim(2, 1)
    if left == "b h n d":
        return t.movedim(1, 2).flatten(start_dim=2)
    raise ValueError(f"unknown pattern {pattern!r}")


class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout = 0.1, dim_head = None):
        super().__init__()
        dim_head = default(dim_head, embed_dim // num_heads)
        inner_dim = dim_head * num_heads
        self.heads = num_heads
        self.scale = dim_head ** -0.5
        self.attend = nn.Softmax(dim = -1)
        self.dropout = nn.Dropout(dropout)
        self.to_qkv = nn.Linear(embed_dim, inner_dim * 3, bias = False)
        self.to_out = nn.Sequential(
            nn.Linear(inner_dim, embed_dim),
            nn.Dropout(0.)
        )

    def forward(self, x, mask = None):
        b, n, _, h = *x.shape, self.heads
        qkv = self.to_qkv(x).chunk(3, dim = -1)
        q, k, v = map(lambda t: rearrange(t, 'b n (h d) -> b h n d', h = h), qkv)

        dots = einsum('b h i d, b h j d -> b h i j', q, k) * self.scale

        if exists(mask):
            dots.masked_fill_(~mask.bool(), -torch.finfo(dots.dtype).max)

        attn = self.attend(dots)
        attn = self.dropout(attn)

        out = einsum('b h i j, b h j d -> b h i d', attn, v)
        out = rearrange(out, 'b h n d -> b n (h d)', h = h)
        return self.to_out(out)
