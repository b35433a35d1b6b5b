import torch
import torch.nn as nn


class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        self.inner = CrossAttention(embed_dim, num_heads, dropout)

    def forward(self, x, memory, mask=None):
        return self.inner(x, memory, mask)
