import torch
import torch.nn as nn
import torch.nn.functional as F


def scaled_dot_product_attention(q, k, v, mask=None):
    *_, T, d_k = q.shape
    scores = q.matmul(k.transpose(-1, -2)) / (d_k ** 0.5)
    if mask is not None:
        scores[(mask == 0).expand(scores.shape)] = -1e9
    weights = F.softmax(scores, dim=-1)
    output = weights.matmul(v)
    return output, weights


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.in_proj_weight = nn.Parameter(torch.randn(3 * embed_dim, embed_dim) * 0.1)
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * embed_dim))

    def forward(self, x):
        q, k, v = F.linear(x, self.in_proj_weight, self.in_proj_bias).chunk(3, dim=-1)
        out, _ = scaled_dot_product_attention(q, k, v)
        return out
