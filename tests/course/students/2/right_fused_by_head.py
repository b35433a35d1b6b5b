import math
import torch
import torch.nn as nn


class MultiHeadAttention(nn.Module):
    # UvA tutorial style: head by head, then q, k, v in the last axis
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.embed_dim, self.num_heads, self.head_dim = embed_dim, num_heads, embed_dim // num_heads
        self.qkv_proj = nn.Linear(embed_dim, 3 * embed_dim)
        self.o_proj = nn.Linear(embed_dim, embed_dim)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        batch, seq, _ = x.size()
        qkv = self.qkv_proj(x)
        qkv = qkv.reshape(batch, seq, self.num_heads, 3 * self.head_dim)
        qkv = qkv.permute(0, 2, 1, 3)  # [B, H, T, 3d]
        q, k, v = qkv.chunk(3, dim=-1)
        logits = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(self.head_dim)
        if mask is not None:
            logits = logits.masked_fill(mask == 0, -9e15)
        attention = torch.softmax(logits, dim=-1)
        values = torch.matmul(self.drop(attention), v)
        values = values.permute(0, 2, 1, 3).reshape(batch, seq, self.embed_dim)
        return self.o_proj(values), attention
