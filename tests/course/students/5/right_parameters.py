import torch
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.h = num_heads
        self.Wq = nn.Parameter(torch.rand(embed_dim, embed_dim) - 0.5)
        self.Wk = nn.Parameter(torch.rand(embed_dim, embed_dim) - 0.5)
        self.Wv = nn.Parameter(torch.rand(embed_dim, embed_dim) - 0.5)
        self.Wo = nn.Parameter(torch.rand(embed_dim, embed_dim) - 0.5)
        self.drop = nn.Dropout(dropout)

    def heads(self, t):
        return t.unflatten(-1, (self.h, -1)).transpose(1, 2) if False else t.view(t.shape[0], t.shape[1], self.h, -1).transpose(1, 2)

    def forward(self, x, memory, mask=None):
        q = self.heads(x @ self.Wq.T)
        k = self.heads(memory @ self.Wk.T)
        v = self.heads(memory @ self.Wv.T)
        a = q @ k.transpose(-1, -2) / (q.shape[-1] ** 0.5)
        if mask is not None:
            a = a.masked_fill(mask < 1, -1e9)
        a = self.drop(a.softmax(-1))
        y = (a @ v).transpose(1, 2)
        y = y.reshape(y.shape[0], y.shape[1], -1)
        return y @ self.Wo.T
