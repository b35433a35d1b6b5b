import math
import torch
import torch.nn as nn


def attend_one(q, k, v, mask):
    # q [T, d], k [S, d], v [S, e]
    rows = []
    for i in range(q.shape[0]):
        s = (k * q[i]).sum(dim=-1) / math.sqrt(q.shape[-1])
        if mask is not None:
            s = s.masked_fill(mask[i] == 0, float('-inf'))
        rows.append(torch.softmax(s, dim=0))
    w = torch.stack(rows)
    return w @ v, w


def scaled_dot_product_attention(q, k, v, mask=None):
    # go down to matrices, one after the other
    if q.dim() == 2:
        return attend_one(q, k, v, mask)
    outs, ws = [], []
    for b in range(q.shape[0]):
        m = mask
        if mask is not None and mask.dim() == q.dim():
            m = mask[b] if mask.shape[0] > 1 else mask[0]
        if q.dim() == 3 and m is not None and m.shape[0] == 1:
            m = m.expand(q.shape[1], k.shape[1])
        o, w = scaled_dot_product_attention(q[b], k[b], v[b], m)
        outs.append(o)
        ws.append(w)
    return torch.stack(outs), torch.stack(ws)


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.q = nn.Linear(embed_dim, embed_dim)
        self.k = nn.Linear(embed_dim, embed_dim)
        self.v = nn.Linear(embed_dim, embed_dim)

    def forward(self, x):
        return scaled_dot_product_attention(self.q(x), self.k(x), self.v(x))[0]
