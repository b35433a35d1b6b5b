import math
import torch
from torch import nn
import torch.nn.functional as F

class CrossAttention(nn.Module):
    """Queries from x, keys/values from memory"""
    def __init__(self, embed_dim: int, num_heads: int, dropout: float = 0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.embed_dim = embed_dim
        self.num_heads = num_heads
        self.head_dim = embed_dim // num_heads
        self.wq = nn.Linear(embed_dim, embed_dim)
        self.wk = nn.Linear(embed_dim, embed_dim)
        self.wv = nn.Linear(embed_dim, embed_dim)
        self.wo = nn.Linear(embed_dim, embed_dim)
        self.attn_dropout = nn.Dropout(dropout)

    def _shape(self, t):
        return t.reshape(t.size(0), t.size(1), self.num_heads, self.head_dim).permute(0, 2, 1, 3)

    def forward(self, x, memory, *, mask=None):
        q = self._shape(self.wq(x))
        k = self._shape(self.wk(memory))
        v = self._shape(self.wv(memory))
        scores = torch.matmul(q, k.transpose(2, 3)) / math.sqrt(self.head_dim)
        if mask is not None:
            scores = scores.masked_fill(mask.logical_not(), -1e9)
        attn = self.attn_dropout(F.softmax(scores, dim=-1))
        y = torch.matmul(attn, v).permute(0, 2, 1, 3).reshape(x.shape)
        return self.wo(y)
