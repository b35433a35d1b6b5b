import math
import torch
import torch.nn as nn


class CrossAttention(nn.Module):
    """falls back to self attention when there is no memory"""

    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        self.n_heads, self.d_head = num_heads, embed_dim // num_heads
        self.fc_q = nn.Linear(embed_dim, embed_dim)
        self.fc_k = nn.Linear(embed_dim, embed_dim)
        self.fc_v = nn.Linear(embed_dim, embed_dim)
        self.fc_o = nn.Linear(embed_dim, embed_dim)
        self.dropout = nn.Dropout(dropout)
        self.scale = torch.sqrt(torch.FloatTensor([self.d_head]))

    def forward(self, x, memory=None, mask=None):
        if memory is None:
            memory = x
        batch_size = x.shape[0]
        Q = self.fc_q(x)
        K = self.fc_k(memory)
        V = self.fc_v(memory)
        Q = Q.view(batch_size, -1, self.n_heads, self.d_head).permute(0, 2, 1, 3)
        K = K.view(batch_size, -1, self.n_heads, self.d_head).permute(0, 2, 1, 3)
        V = V.view(batch_size, -1, self.n_heads, self.d_head).permute(0, 2, 1, 3)
        energy = torch.matmul(Q, K.permute(0, 1, 3, 2)) / self.scale
        if mask is not None:
            energy = energy.masked_fill(mask == 0, -1e10)
        attention = torch.softmax(energy, dim=-1)
        x = torch.matmul(self.dropout(attention), V)
        x = x.permute(0, 2, 1, 3).contiguous()
        x = x.view(batch_size, -1, self.n_heads * self.d_head)
        x = self.fc_o(x)
        return x, attention
