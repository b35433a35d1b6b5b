import torch.nn as nn


class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        self.q_proj = nn.Linear(embed_dim, embed_dim)

    def forward(self, x, memory, mask=None):
        return torch.softmax(self.q_proj(x), dim=-1)
