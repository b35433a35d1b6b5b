import torch
import torch.nn as nn
import torch.nn.functional as F
from math import sqrt

torch.manual_seed(0)


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = torch.matmul(q, k.transpose(-2, -1))
    scores = scores / sqrt(q.shape[-1])
    weights = F.softmax(scores, dim=-1)
    if mask is not None:
        weights = weights.masked_fill(mask == 0, -1e9)
    output = torch.matmul(weights, v)
    return output, weights


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.embed_dim = embed_dim
        self.q_proj = nn.Linear(embed_dim, embed_dim)
        self.k_proj = nn.Linear(embed_dim, embed_dim)
        self.v_proj = nn.Linear(embed_dim, embed_dim)

    def forward(self, x):
        q = self.q_proj(x)
        k = self.k_proj(x)
        v = self.v_proj(x)
        out, self.last_weights = scaled_dot_product_attention(q, k, v)
        return out


x = torch.randn(2, 4, 8)
print("input", x.shape)
attn = SelfAttention(8)
print("output", attn(x).shape)

if __name__ == "__main__":
    q = torch.randn(1, 3, 4)
    out, w = scaled_dot_product_attention(q, q, q)
    print(out)
    print(w.sum(dim=-1))
