import math
import torch
from torch import nn
import torch.nn.functional as F


class CrossAttention(nn.Module):
    # one big matrix as in nn.MultiheadAttention, cut in three
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.E, self.H, self.p = embed_dim, num_heads, dropout
        self.in_proj_weight = nn.Parameter(torch.randn(3 * embed_dim, embed_dim) * 0.05)
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * embed_dim))
        self.out_proj = nn.Linear(embed_dim, embed_dim)

    def forward(self, x, memory, mask=None):
        E, H = self.E, self.H
        wq, wk, wv = self.in_proj_weight.chunk(3, dim=0)
        bq, bk, bv = self.in_proj_bias.chunk(3, dim=0)
        B, T, _ = x.shape
        q = F.linear(x, wq, bq).view(B, T, H, E // H).transpose(1, 2)
        k = F.linear(memory, wk, bk).view(B, -1, H, E // H).transpose(1, 2)
        v = F.linear(memory, wv, bv).view(B, -1, H, E // H).transpose(1, 2)
        s = q @ k.transpose(2, 3) / math.sqrt(E // H)
        if mask is not None:
            s = s + torch.zeros_like(s).masked_fill(mask == 0, float("-inf"))
        w = F.dropout(s.softmax(-1), self.p, self.training)
        return self.out_proj((w @ v).transpose(1, 2).flatten(2))
