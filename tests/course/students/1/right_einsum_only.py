import torch
import torch.nn as nn
from torch import einsum

def scaled_dot_product_attention(q, k, v, mask = None):
    scale = q.shape[-1] ** -0.5
    sim = einsum('... i d, ... j d -> ... i j', q, k) * scale
    if mask is not None:
        max_neg_value = -torch.finfo(sim.dtype).max
        sim = sim.masked_fill(~(mask.to(torch.bool)), max_neg_value)
    attn = sim.softmax(dim = -1)
    out = einsum('... i j, ... j d -> ... i d', attn, v)
    return out, attn

class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.to_qkv = nn.Linear(embed_dim, embed_dim * 3, bias = False)

    def forward(self, x):
        qkv = self.to_qkv(x).chunk(3, dim = -1)
        q, k, v = map(lambda t: t, qkv)
        return scaled_dot_product_attention(q, k, v)
