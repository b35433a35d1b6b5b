import torch
import torch.nn as nn
import math


class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.num_heads = num_heads
        self.head_dim = embed_dim // num_heads
        self.query = nn.Linear(embed_dim, embed_dim)
        self.key = nn.Linear(embed_dim, embed_dim)
        self.value = nn.Linear(embed_dim, embed_dim)
        self.out = nn.Linear(embed_dim, embed_dim)
        self.dropout = nn.Dropout(dropout)
        print("made", num_heads, "heads of", self.head_dim)

    def forward(self, x, mask=None):
        B, T, E = x.size()
        print("x", x.shape)
        q = self.query(x).view(B, T, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, T, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, T, self.num_heads, self.head_dim).transpose(1, 2)
        # fold batch and heads together, bmm likes that
        q = q.reshape(B * self.num_heads, T, self.head_dim)
        k = k.reshape(B * self.num_heads, T, self.head_dim)
        v = v.reshape(B * self.num_heads, T, self.head_dim)
        scores = torch.bmm(q, k.transpose(1, 2)) / math.sqrt(self.head_dim)
        if mask is not None:
            s4 = scores.view(B, self.num_heads, T, T)
            scores = s4.masked_fill(mask == 0, float('-inf')).view(B * self.num_heads, T, T)
        weights = torch.softmax(scores, dim=0)
        weights = self.dropout(weights)
        out = torch.bmm(weights, v).view(B, self.num_heads, T, self.head_dim)
        out = out.transpose(1, 2).contiguous().view(B, T, E)
        out = self.out(out)
        return out, weights.view(B, self.num_heads, T, T)


if __name__ == '__main__':
    torch.manual_seed(42)
    mha = MultiHeadAttention(512, 8)
    out, w = mha(torch.randn(2, 10, 512))
    print(out.shape, w.shape)
