import math
import torch
import torch.nn as nn


class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        if embed_dim % num_heads:
            raise ValueError(f"embed_dim {embed_dim} cannot be split into {num_heads} heads")
        self.num_heads = num_heads
        self.dk = embed_dim // num_heads
        self.fc_q = nn.Linear(embed_dim, embed_dim)
        self.fc_k = nn.Linear(embed_dim, embed_dim)
        self.fc_v = nn.Linear(embed_dim, embed_dim)
        self.fc_o = nn.Linear(embed_dim, embed_dim)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        Q, K, V = self.fc_q(x), self.fc_k(x), self.fc_v(x)
        if mask is not None and len(mask.shape) == 4:
            mask = mask.squeeze(1)
        heads = []
        for h in range(self.num_heads):
            a, b = h * self.dk, (h + 1) * self.dk
            q, k, v = Q[:, :, a:b], K[:, :, a:b], V[:, :, a:b]
            s = q @ k.transpose(1, 2) / math.sqrt(self.dk)
            if mask is not None:
                s = s.masked_fill(mask == 0, float('-inf'))
            w = self.dropout(s.softmax(-1))
            heads.append(w @ v)
        return self.fc_o(torch.stack(heads, 0).mean(0).repeat(1, 1, self.num_heads))
