import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def scaled_dot_product_attention(q, k, v, mask=None):
    assert q.size(-1) == k.size(-1), "queries and keys must have one width"
    scores = torch.matmul(q, k.transpose(-2, -1)).div(math.sqrt(q.size(-1)))
    if mask is not None:
        scores = scores.masked_fill(mask < 0.5, -1e20)
    weights = F.softmax(scores, -1)
    return torch.matmul(weights, v), weights


class SelfAttention(nn.Module):
    # queries and keys may be narrower than the values
    def __init__(self, embed_dim):
        super().__init__()
        d_k = max(embed_dim // 2, 1)
        self.q_proj = nn.Linear(embed_dim, d_k)
        self.k_proj = nn.Linear(embed_dim, d_k)
        self.v_proj = nn.Linear(embed_dim, embed_dim)

    def forward(self, x):
        y, w = scaled_dot_product_attention(self.q_proj(x), self.k_proj(x), self.v_proj(x))
        return y, w
