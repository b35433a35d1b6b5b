import math
import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    """Weights as [H, E, d] parameters, everything in einsum."""

    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        d = embed_dim // num_heads
        bound = 1 / math.sqrt(embed_dim)
        self.w_q = nn.Parameter(torch.empty(num_heads, embed_dim, d).uniform_(-bound, bound))
        self.w_k = nn.Parameter(torch.empty(num_heads, embed_dim, d).uniform_(-bound, bound))
        self.w_v = nn.Parameter(torch.empty(num_heads, embed_dim, d).uniform_(-bound, bound))
        self.w_o = nn.Parameter(torch.empty(num_heads, d, embed_dim).uniform_(-bound, bound))
        self.p = dropout
        self.d = d

    def forward(self, x, mask=None):
        q = torch.einsum("bte,hed->bhtd", x, self.w_q)
        k = torch.einsum("bte,hed->bhtd", x, self.w_k)
        v = torch.einsum("bte,hed->bhtd", x, self.w_v)
        s = torch.einsum("bhtd,bhsd->bhts", q, k) / math.sqrt(self.d)
        if mask is not None:
            s = s + torch.where(mask.bool(), 0.0, float("-inf"))
        a = s.softmax(-1)
        a = nn.functional.dropout(a, self.p, self.training)
        return torch.einsum("bhts,bhsd,hde->bte", a, v, self.w_o)
