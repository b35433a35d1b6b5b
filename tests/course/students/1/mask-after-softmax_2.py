import torch
from torch import nn
import torch.nn.functional as F


def scaled_dot_product_attention(q, k, v, mask=None):
    scale = q.shape[-1] ** -0.5
    attn = (q @ k.transpose(-1, -2)) * scale
    attn = F.softmax(attn, dim=-1)
    if mask is not None:
        attn = attn.masked_fill(~mask.bool(), 0)
    return attn @ v, attn


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super(SelfAttention, self).__init__()
        self.embed_dim = embed_dim
        self.W_q = nn.Linear(embed_dim, embed_dim, bias=False)
        self.W_k = nn.Linear(embed_dim, embed_dim, bias=False)
        self.W_v = nn.Linear(embed_dim, embed_dim, bias=False)

    def forward(self, x):
        return scaled_dot_product_attention(self.W_q(x), self.W_k(x), self.W_v(x))
