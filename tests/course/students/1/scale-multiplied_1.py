import math
import torch
import torch.nn as nn


def scaled_dot_product_attention(q, k, v, mask=None):
    # similarity of every query with every key
    d_k = q.size(-1)
    scores = torch.matmul(q, k.transpose(-2, -1)) * math.sqrt(d_k)
    if mask is not None:
        scores = scores.masked_fill(mask == 0, float('-inf'))
    weights = torch.softmax(scores, dim=-1)
    output = torch.matmul(weights, v)
    return output, weights


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.q_proj = nn.Linear(embed_dim, embed_dim)
        self.k_proj = nn.Linear(embed_dim, embed_dim)
        self.v_proj = nn.Linear(embed_dim, embed_dim)

    def forward(self, x):
        q = self.q_proj(x)
        k = self.k_proj(x)
        v = self.v_proj(x)
        output, weights = scaled_dot_product_attention(q, k, v)
        return output
