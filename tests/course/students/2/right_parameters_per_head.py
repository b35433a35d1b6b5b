import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    # one matrix for each head: [H, E, d]
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        d = embed_dim // num_heads
        self.d = d
        self.wq = nn.Parameter(torch.randn(num_heads, embed_dim, d))
        self.wk = nn.Parameter(torch.randn(num_heads, embed_dim, d))
        self.wv = nn.Parameter(torch.randn(num_heads, embed_dim, d))
        self.wo = nn.Parameter(torch.randn(num_heads, d, embed_dim))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        x1 = x.unsqueeze(1)  # [B, 1, T, E] times [H, E, d]
        q, k, v = x1 @ self.wq, x1 @ self.wk, x1 @ self.wv
        s = q @ k.transpose(-2, -1) / self.d ** 0.5
        if mask is not None:
            s = s.masked_fill(mask == 0, -1e9)
        w = self.dropout(s.softmax(dim=-1))
        # every head goes through its rows of W_o, and they are added: the same as concatenation and one product
        return (w @ v @ self.wo).sum(dim=1)
