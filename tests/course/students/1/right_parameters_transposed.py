import math
import torch
import torch.nn as nn


def scaled_dot_product_attention(q, k, v, mask=None):
    # scale both sides by the fourth root, that is the same
    d = q.size(-1)
    a = (q / d ** 0.25) @ (k / d ** 0.25).transpose(-1, -2)
    if mask is not None:
        a = a.masked_fill(mask.eq(0), float('-inf'))
    a = a.softmax(-1)
    return a @ v, a


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.wq = nn.Parameter(torch.randn(embed_dim, embed_dim))
        self.wk = nn.Parameter(torch.randn(embed_dim, embed_dim))
        self.wv = nn.Parameter(torch.randn(embed_dim, embed_dim))
        self.bq = nn.Parameter(torch.zeros(embed_dim))
        self.bk = nn.Parameter(torch.zeros(embed_dim))
        self.bv = nn.Parameter(torch.zeros(embed_dim))

    def forward(self, x):
        q = x @ self.wq.T + self.bq
        k = x @ self.wk.T + self.bk
        v = x @ self.wv.T + self.bv
        return scaled_dot_product_attention(q, k, v)
