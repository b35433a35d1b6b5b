import torch
import torch.nn as nn


def scaled_dot_product_attention(q, k, v, mask=None):
    # use my function
    return scaled_dot_product_attention(q, k, v, mask)


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.q_proj = nn.Linear(embed_dim, embed_dim)

    def forward(self, x):
        return scaled_dot_product_attention(x, x, x)
