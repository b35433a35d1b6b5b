import torch
def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transposee(-2, -1)
    weights = torch.softmax(scores, -1)
    return weights @ v, weights
