import math
import torch
import torch.nn as nn


def scaled_dot_product_attention(q, k, v, mask=None):
    kt = k.transpose(-2, -1)
    scores = torch.matmul(q, kt)
    scores = scores * (1.0 / math.sqrt(k.size(-1)))
    if mask is None:
        mask = torch.ones(scores.shape[-2], scores.shape[-1])
    minus = torch.zeros_like(scores).masked_fill(mask == 0, float("-inf"))
    weights = scores + minus
    out = torch.softmax(torch.matmul(weights, v), dim=-1)
    return out, weights


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.embed_dim = embed_dim
        self.c_attn = nn.Linear(embed_dim, 3 * embed_dim)
        self.c_proj = nn.Linear(embed_dim, embed_dim)

    def forward(self, x):
        q, k, v = self.c_attn(x).split(self.embed_dim, dim=2)
        y, att = scaled_dot_product_attention(q, k, v)
        return self.c_proj(y)
