import torch
import torch.nn as nn
class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        self.q_proj = nn.Linear(embed_dim, embed_dim)
    def forward(self, x, mask=None):
        q = self.q_proj(x)
        k = self.k_proj(x)
        return q + k
