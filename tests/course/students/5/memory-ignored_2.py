import torch
import torch.nn as nn
import torch.nn.functional as F


def split_heads(t, h):
    b, n, e = t.shape
    return t.view(b, n, h, e // h).transpose(1, 2)


def join_heads(t):
    b, h, n, d = t.shape
    return t.transpose(1, 2).reshape(b, n, h * d)


def attention(q, k, v, mask=None, p=0.0, training=False):
    scores = torch.matmul(q, k.transpose(-2, -1)) * q.size(-1) ** -0.5
    if mask is not None:
        scores = scores.masked_fill(~mask.bool(), -1e9)
    w = F.softmax(scores, dim=-1)
    w = F.dropout(w, p=p, training=training)
    return torch.matmul(w, v), w


class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        if embed_dim % num_heads != 0:
            raise ValueError("embed_dim must be a multiple of num_heads")
        self.h = num_heads
        self.p = dropout
        self.W_q = nn.Linear(embed_dim, embed_dim, bias=False)
        self.W_k = nn.Linear(embed_dim, embed_dim, bias=False)
        self.W_v = nn.Linear(embed_dim, embed_dim, bias=False)
        self.W_o = nn.Linear(embed_dim, embed_dim, bias=False)

    def forward(self, x, memory, mask=None):
        q = split_heads(self.W_q(x), self.h)
        k = split_heads(self.W_k(x), self.h)
        v = split_heads(self.W_v(x), self.h)
        out, w = attention(q, k, v, mask, self.p, self.training)
        return self.W_o(join_heads(out)), w
