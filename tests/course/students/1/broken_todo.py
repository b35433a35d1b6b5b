import math
import torch
import torch.nn as nn


def scaled_dot_product_attention(q, k, v, mask=None):
    # TODO 1
    ...
    # TODO 2
    ...


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        # TODO

    def forward(self, x):
        # TODO
        pass
