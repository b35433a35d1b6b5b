import math
import torch
from torch import nn


class ScaledDotProductAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, q, k, v, mask=None):
        scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(q.size(-1))
        if mask is not None:
            scores = scores.masked_fill(mask == 0, -1e9)
        weights = self.softmax(scores)
        return torch.matmul(weights, v), weights


def scaled_dot_product_attention(q, k, v, mask=None):
    return ScaledDotProductAttention()(q, k, v, mask)


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.linears = nn.ModuleList([nn.Linear(embed_dim, embed_dim) for _ in range(3)])
        self.attention = ScaledDotProductAttention()

    def forward(self, x):
        q, k, v = [layer(x) for layer in self.linears]
        output, weights = self.attention(q, k, v)
        return output
