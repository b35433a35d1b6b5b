import math
import torch
import torch.nn as nn


def scaled_dot_product_attention(q, k, v, mask=None):
    d_k = q.size()[-1]
    scores = (q / math.sqrt(d_k)) @ k.transpose(-2, -1)
    if mask is not None:
        hidden = mask == 0
        scores = scores.masked_fill(hidden, -1e9)
    weights = nn.functional.softmax(scores, dim=-1)
    return weights @ v, weights


class SelfAttention(nn.Module):
    """single head, weights as plain parameters"""

    def __init__(self, embed_dim):
        super().__init__()
        self.W_query = nn.Parameter(torch.rand(embed_dim, embed_dim))
        self.W_key = nn.Parameter(torch.rand(embed_dim, embed_dim))
        self.W_value = nn.Parameter(torch.rand(embed_dim, embed_dim))

    def forward(self, x):
        queries = x @ self.W_query
        keys = x @ self.W_key
        values = x @ self.W_value
        context, _ = scaled_dot_product_attention(queries, keys, values)
        return context
