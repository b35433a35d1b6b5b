import torch.nn as nn
class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        self.q = nn.Linear(embed_dim, embed_dim)
    def forward(self, x, memory, mask=None):
        B, T = x.shape
        return self.q(x)
