import torch
import math

NEG = float('-1e9')

def causal_mask(size):
    mask = []
    for i in range(size):
        mask.append([1] * (i + 1) + [0] * (size - i - 1))
    return torch.tensor(mask)

def padding_mask(token_ids, pad_id=0):
    return (1 - (token_ids == pad_id).long())[:, None, None]

def masked_attention(q, k, v, token_ids, causal=True):
    d = q.shape[-1]
    scores = (q / math.sqrt(d)) @ k.transpose(-1, -2)
    scores = scores + NEG * padding_mask(token_ids)
    if causal:
        cm = causal_mask(scores.shape[-1])
        scores = scores + NEG * (1 - cm[:scores.shape[-2]])
    weights = scores.softmax(dim=-1)
    return weights @ v, weights
