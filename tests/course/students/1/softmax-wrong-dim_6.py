import torch
import torch.nn as nn


def my_softmax(x):
    # minus the maximum so exp does not overflow
    m = x.max()
    e = torch.exp(x - m)
    return e / e.sum()


def scaled_dot_product_attention(q, k, v, mask=None):
    d = torch.tensor(float(q.size(-1)))
    scores = q @ k.transpose(-2, -1) / torch.sqrt(d)
    if mask is not None:
        scores = scores.masked_fill(mask.logical_not(), -1e10)
    w = my_softmax(scores)
    return w @ v, w


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.toquery = nn.Linear(embed_dim, embed_dim, bias=False)
        self.tokey = nn.Linear(embed_dim, embed_dim, bias=False)
        self.tovalue = nn.Linear(embed_dim, embed_dim, bias=False)

    def forward(self, x):
        q, k, v = self.toquery(x), self.tokey(x), self.tovalue(x)
        return scaled_dot_product_attention(q, k, v)[0]
