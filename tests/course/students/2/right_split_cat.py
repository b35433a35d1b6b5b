import math, torch
import torch.nn as nn
import torch.nn.functional as F

class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super(MultiHeadAttention, self).__init__()
        if embed_dim % num_heads:
            raise AssertionError("embed_dim %d not divisible by num_heads %d" % (embed_dim, num_heads))
        self.num_heads = num_heads
        self.query_layer = nn.Linear(embed_dim, embed_dim)
        self.key_layer = nn.Linear(embed_dim, embed_dim)
        self.value_layer = nn.Linear(embed_dim, embed_dim)
        self.output_layer = nn.Linear(embed_dim, embed_dim)
        self.dropout = dropout

    def forward(self, x, mask=None):
        Q = self.query_layer(x)
        K = self.key_layer(x)
        V = self.value_layer(x)

        # stack the heads on the batch axis (Keras style)
        Q_ = torch.cat(torch.chunk(Q, self.num_heads, dim=2), dim=0)
        K_ = torch.cat(torch.chunk(K, self.num_heads, dim=2), dim=0)
        V_ = torch.cat(torch.chunk(V, self.num_heads, dim=2), dim=0)

        scores = torch.matmul(Q_, K_.permute(0, 2, 1))
        scores = scores / math.sqrt(K_.size(-1))

        if mask is not None:
            if mask.dim() == 4:
                mask = mask[:, 0]
            if mask.dim() == 3:
                mask = mask.repeat(self.num_heads, 1, 1)
            scores = scores.masked_fill(mask == 0, float("-inf"))

        weights = F.softmax(scores, dim=-1)
        weights = F.dropout(weights, p=self.dropout, training=self.training)
        out = torch.matmul(weights, V_)

        # back again
        out = torch.cat(torch.chunk(out, self.num_heads, dim=0), dim=2)
        return self.output_layer(out)
