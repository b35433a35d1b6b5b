import torch
import torch.nn as nn
import math


def attend_one(query, keys, values, allowed):
    """One query row, plain python."""
    scores = []
    for key in keys:
        scores.append(torch.dot(query, key) / math.sqrt(len(query)))
    scores = torch.stack(scores)
    if allowed is not None:
        scores = torch.where(allowed, scores, torch.tensor(-1e9))
    weights = torch.softmax(scores, 0)
    out = sum(w * value for w, value in zip(weights, values))
    return out, weights


def scaled_dot_product_attention(q, k, v, mask=None):
    if mask is not None:
        mask = mask.bool().expand(q.shape[:-1] + k.shape[-2:-1])
    if q.dim() > 2:
        outs, ws = [], []
        for i in range(q.shape[0]):
            o, w = scaled_dot_product_attention(q[i], k[i], v[i], None if mask is None else mask[i])
            outs.append(o)
            ws.append(w)
        return torch.stack(outs), torch.stack(ws)
    rows = [attend_one(q[t], k, v, mask[t] if mask is not None else None) for t in range(q.shape[0])]
    return torch.stack([r[0] for r in rows]), torch.stack([r[1] for r in rows])


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(embed_dim, embed_dim) for i in range(3)])

    def forward(self, x):
        q, k, v = [layer(x) for layer in self.layers]
        return scaled_dot_product_attention(q, k, v)[0]
