import torch
import torch.nn as nn


class MultiHeadAttention(nn.Module):
    """splits the embedding first, then one small layer that all heads share"""

    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        self.embed_dim = embed_dim
        self.heads = num_heads
        self.head_dim = embed_dim // num_heads
        assert self.head_dim * num_heads == embed_dim, "Embedding size needs to be divisible by heads"
        self.values = nn.Linear(self.head_dim, self.head_dim, bias=False)
        self.keys = nn.Linear(self.head_dim, self.head_dim, bias=False)
        self.queries = nn.Linear(self.head_dim, self.head_dim, bias=False)
        self.fc_out = nn.Linear(num_heads * self.head_dim, embed_dim)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        N, T, E = x.shape
        parts = x.reshape(N, T, self.heads, self.head_dim)
        values = self.values(parts).transpose(1, 2)
        keys = self.keys(parts).transpose(1, 2)
        queries = self.queries(parts).transpose(1, 2)
        energy = queries @ keys.transpose(2, 3) / self.head_dim ** 0.5
        if mask is not None:
            energy = energy.masked_fill(mask == 0, -1e20)
        attention = self.dropout(torch.softmax(energy, dim=-1))
        out = (attention @ values).transpose(1, 2).reshape(N, T, E)
        return self.fc_out(out)
