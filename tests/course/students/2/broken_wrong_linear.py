import torch, math
import torch.nn as nn
class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        self.h, self.d = num_heads, embed_dim // num_heads
        self.q = nn.Linear(embed_dim, self.d)
        self.k = nn.Linear(embed_dim, self.d)
        self.v = nn.Linear(embed_dim, self.d)
        self.o = nn.Linear(embed_dim, embed_dim)
    def forward(self, x, mask=None):
        B, T, E = x.shape
        q = self.q(x).view(B, T, self.h, self.d)
        return self.o(q)
