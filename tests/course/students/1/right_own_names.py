# mein erster Versuch, Namen auf Deutsch
import torch
import torch.nn as nn


def scaled_dot_product_attention(q, k, v, mask=None):
    breite = q.shape[-1]
    punkte = q @ k.permute(*range(k.dim() - 2), -1, -2) if False else q @ k.transpose(-1, -2)
    punkte = punkte / breite ** 0.5
    if mask is not None:
        punkte = punkte.masked_fill(mask == 0, -1e9)
    gewichte = torch.softmax(punkte, -1)
    return gewichte @ v, gewichte


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.frage = nn.Linear(embed_dim, embed_dim)
        self.schild = nn.Linear(embed_dim, embed_dim)
        self.inhalt = nn.Linear(embed_dim, embed_dim)

    def forward(self, x):
        ergebnis, gewichte = scaled_dot_product_attention(self.frage(x), self.schild(x), self.inhalt(x))
        return ergebnis, gewichte
