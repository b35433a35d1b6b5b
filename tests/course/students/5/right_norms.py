import math
import torch
import torch.nn as nn


class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.norm = nn.LayerNorm(embed_dim)  # for the block around it, not used here
        self.num_heads = num_heads
        self.linear_q = nn.Linear(embed_dim, embed_dim)
        self.linear_k = nn.Linear(embed_dim, embed_dim)
        self.linear_v = nn.Linear(embed_dim, embed_dim)
        self.linear_out = nn.Linear(embed_dim, embed_dim)
        self.softmax = nn.Softmax(dim=-1)
        self.dropout = nn.Dropout(dropout)
        self.attn = None

    def forward(self, x, memory, mask=None):
        batch_size = x.size(0)
        d_k = x.size(-1) // self.num_heads
        q = self.linear_q(x).view(batch_size, -1, self.num_heads, d_k).transpose(1, 2)
        k = self.linear_k(memory).view(batch_size, -1, self.num_heads, d_k).transpose(1, 2)
        v = self.linear_v(memory).view(batch_size, -1, self.num_heads, d_k).transpose(1, 2)
        scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(d_k)
        if mask is not None:
            scores = scores.masked_fill(mask.eq(0), -1e10)
        self.attn = self.softmax(scores)
        out = torch.matmul(self.dropout(self.attn), v)
        out = out.transpose(1, 2).contiguous().view(batch_size, -1, self.num_heads * d_k)
        return self.linear_out(out)
