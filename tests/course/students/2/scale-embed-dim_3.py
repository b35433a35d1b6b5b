import torch
import torch.nn as nn


class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.H = num_heads
        self.D = embed_dim // num_heads
        self.queries = nn.Linear(embed_dim, embed_dim)
        self.keys = nn.Linear(embed_dim, embed_dim)
        self.values = nn.Linear(embed_dim, embed_dim)
        self.fc_out = nn.Linear(num_heads * self.D, embed_dim)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        N, L, E = x.shape
        # heads stay at axis 2, einsum sorts it out
        q = self.queries(x).reshape(N, L, self.H, self.D)
        k = self.keys(x).reshape(N, L, self.H, self.D)
        v = self.values(x).reshape(N, L, self.H, self.D)
        energy = torch.einsum("nqhd,nkhd->nhqk", q, k)
        if mask is not None:
            energy = energy.masked_fill(mask == 0, float("-1e20"))
        attention = torch.softmax(energy / (E ** (1/2)), dim=3)
        attention = self.drop(attention)
        out = torch.einsum("nhql,nlhd->nqhd", attention, v).reshape(N, L, self.H * self.D)
        return self.fc_out(out)
