import math
import torch
import torch.nn as nn


class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        d = embed_dim // num_heads
        self.d = d
        self.q_layers = nn.ModuleList([nn.Linear(embed_dim, d) for _ in range(num_heads)])
        self.k_layers = nn.ModuleList([nn.Linear(embed_dim, d) for _ in range(num_heads)])
        self.v_layers = nn.ModuleList([nn.Linear(embed_dim, d) for _ in range(num_heads)])
        self.final = nn.Linear(d, d)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        results = []
        if mask is not None and mask.dim() == 4:
            mask = mask.squeeze(1)
        for wq, wk, wv in zip(self.q_layers, self.k_layers, self.v_layers):
            q, k, v = wq(x), wk(x), wv(x)
            s = torch.bmm(q, k.transpose(1, 2)) / math.sqrt(self.d)
            if mask is not None:
                s = s.masked_fill(mask == 0, -1e9)
            a = self.dropout(torch.softmax(s, dim=-1))
            results.append(self.final(torch.bmm(a, v)))
        joined = torch.cat(results, dim=2)
        return joined
