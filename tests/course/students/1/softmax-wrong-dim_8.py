import torch
from torch import nn
from math import sqrt

NEG_INF = -1e10

def softmax(x):
    # subtract the max for numerical stability
    x_max, _ = x.max(dim=-1, keepdim=True)
    e = torch.exp(x - x_max)
    return e / e.sum(dim=-2, keepdim=True)

def scaled_dot_product_attention(q, k, v, mask=None):
    T, dk = q.shape[-2:]
    S = k.shape[-2]
    kT = k.swapdims(-1, -2)
    scores = torch.matmul(q, kT).div(sqrt(dk))
    if mask is not None:
        scores = scores + (1 - mask.float()) * NEG_INF
    weights = softmax(scores)
    return torch.matmul(weights, v), weights

class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        nn.Module.__init__(self)
        self.Wq = nn.Parameter(torch.randn(embed_dim, embed_dim) / sqrt(embed_dim))
        self.Wk = nn.Parameter(torch.randn(embed_dim, embed_dim) / sqrt(embed_dim))
        self.Wv = nn.Parameter(torch.randn(embed_dim, embed_dim) / sqrt(embed_dim))

    def forward(self, x):
        Q = torch.matmul(x, self.Wq)
        K = torch.matmul(x, self.Wk)
        V = torch.matmul(x, self.Wv)
        out, self.last_weights = scaled_dot_product_attention(Q, K, V)
        return out
