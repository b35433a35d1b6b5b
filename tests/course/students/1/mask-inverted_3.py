import math
import torch
import torch.nn as nn


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = torch.einsum('...td,...sd->...ts', q, k) / math.sqrt(k.shape[-1])
    if mask is not None:
        scores = torch.where(mask.bool(), torch.tensor(-1e9), scores)
    weights = scores.softmax(dim=-1)
    return torch.einsum('...ts,...sd->...td', weights, v), weights


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.query = nn.Linear(embed_dim, embed_dim)
        self.key = nn.Linear(embed_dim, embed_dim)
        self.value = nn.Linear(embed_dim, embed_dim)

    def forward(self, x):
        out, _ = scaled_dot_product_attention(self.query(x), self.key(x), self.value(x))
        return out
