import math
import torch
import torch.nn as nn
import torch.nn.functional as F

NEG = -1e9


def scaled_dot_product_attention(q, k, v, mask=None):
    """attention is all you need, eq. 1"""
    d_k = k.size(-1)
    logits = q.matmul(k.transpose(-2, -1)) / math.sqrt(d_k)
    if mask is not None:
        # (1 - mask) is 1 where we must not look
        logits = logits + (1.0 - mask.float()) * NEG
    probs = F.softmax(logits, dim=-1)
    return probs.matmul(v), probs


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.qkv = nn.Linear(embed_dim, 3 * embed_dim)

    def forward(self, x):
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        y, _ = scaled_dot_product_attention(q, k, v)
        return y
