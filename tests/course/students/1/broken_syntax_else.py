import torch
def scaled_dot_product_attention(q, k, v, mask=None):
    if mask is None:
        s = 1
    esle:
        s = 2
    return q, k
