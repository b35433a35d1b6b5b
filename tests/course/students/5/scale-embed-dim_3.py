import math
import torch
import torch.nn as nn

torch.manual_seed(1)


class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.embed_dim, self.num_heads, self.head_dim = embed_dim, num_heads, embed_dim // num_heads
        self.q_proj, self.k_proj, self.v_proj = (nn.Linear(embed_dim, embed_dim) for _ in range(3))
        self.out_proj = nn.Linear(embed_dim, embed_dim)
        self.dropout = nn.Dropout(dropout)

    def split(self, t):
        return t.reshape(t.shape[0], t.shape[1], self.num_heads, self.head_dim).transpose(1, 2)

    def forward(self, x, memory, mask=None):
        q, k, v = self.split(self.q_proj(x)), self.split(self.k_proj(memory)), self.split(self.v_proj(memory))
        print("q", q.shape, "k", k.shape, "v", v.shape)
        energy = (q @ k.transpose(-1, -2)) / math.sqrt(self.embed_dim)
        if mask is not None:
            energy = energy + (1.0 - mask.float()) * -1e9
        attention = self.dropout(energy.softmax(dim=-1))
        out = (attention @ v).transpose(1, 2).reshape(x.shape)
        return self.out_proj(out)


if __name__ == "__main__":
    layer = CrossAttention(16, 4)
    layer.eval()
    y = layer(torch.randn(1, 3, 16), torch.randn(1, 6, 16))
    print(y.shape)
