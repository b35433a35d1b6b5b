import torch
import torch.nn as nn
from math import sqrt


class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.num_heads = num_heads
        self.head_dim = embed_dim // num_heads
        self.fc_q = nn.Linear(embed_dim, embed_dim)
        self.fc_k = nn.Linear(embed_dim, embed_dim)
        self.fc_v = nn.Linear(embed_dim, embed_dim)
        self.fc_out = nn.Linear(embed_dim, embed_dim)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, memory, mask=None):
        d = self.head_dim
        qs = self.fc_q(x).split(d, dim=-1)
        ks = self.fc_k(memory).split(d, dim=-1)
        vs = self.fc_v(memory).split(d, dim=-1)
        done = []
        for q, k, v in zip(qs, ks, vs):
            s = torch.bmm(q, k.transpose(1, 2)) / sqrt(d)
            if mask is not None:
                m = mask.squeeze(1) if mask.dim() == 4 else mask
                s = s.masked_fill(m == 0, float('-inf'))
            done.append(torch.bmm(self.dropout(torch.softmax(s, 1)), v))
        return self.fc_out(torch.cat(done, 2))
