import torch
import torch.nn as nn
import torch.nn.functional as F
from typing import Optional, Final
from collections import OrderedDict
from contextlib import suppress


class Attention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.proj = nn.Sequential(OrderedDict([
            ("qkv", nn.Linear(dim, 3 * dim)),
        ]))
        self.heads = heads

    @torch.no_grad()
    def shapes(self, x):
        return {"in": tuple(x.shape), "heads": self.heads}

    def forward(self, x):
        qkv = self.proj(x)
        B, T, E3 = qkv.shape
        # (B, T, 3, H, d) -> 3 x (B, H, T, d)
        return qkv.view(B, T, 3, self.heads, -1).transpose(1, 3).unbind(dim=2)


class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        self.attention = Attention(embed_dim, num_heads)
        self.output = nn.Linear(embed_dim, embed_dim)
        self.dropout = nn.Dropout(dropout, inplace=False)
        self.register_buffer("scale", torch.tensor((embed_dim // num_heads) ** -0.5))

    def forward(self, x, mask: Optional[torch.Tensor] = None):
        q, k, v = self.attention(x)
        scores = torch.einsum('bhid,bhjd->bhij', q, k).mul_(self.scale)
        if mask is not None:
            scores = torch.where(mask != 0, scores, scores.new_tensor(-1e4))
        probs = self.dropout(F.softmax(scores, dim=2))
        out = torch.einsum('bhij,bhjd->bihd', probs, v).flatten(-2)
        return self.output(out)


if __name__ == '__main__':
    with suppress(ValueError):
        m = MultiHeadAttention(8, 2).eval()
        x = torch.randn(2, 5, 8)
        print(m, m(x).shape, sum(p.numel() for p in m.parameters()))
        for name, p in m.named_parameters():
            print(f"{name:<30}{list(p.shape)}")
