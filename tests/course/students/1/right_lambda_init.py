import math, torch
from torch import nn

scaled_dot_product_attention = lambda q, k, v, mask=None: attend(q, k, v, mask)


def attend(Q, K, V, M):
    E = Q @ K.mT / math.sqrt(Q.shape[-1]) if hasattr(Q, "mT") else Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
    if M != None:
        E = E.masked_fill(M == 0, -float("inf"))
    A = torch.softmax(E, dim=-1)
    return [A @ V, A]


class SelfAttention(nn.Module):
    def __init__(self, embed_dim, dropout=0.0):
        super().__init__()
        for name in ("q", "k", "v"):
            setattr(self, name + "_linear", nn.Linear(embed_dim, embed_dim))
        self.norm = nn.LayerNorm(embed_dim)  # for later
        self.init_weights()

    def init_weights(self):
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.xavier_uniform_(p)

    def forward(self, x):
        out, A = attend(self.q_linear(x), self.k_linear(x), self.v_linear(x), None)
        return out
