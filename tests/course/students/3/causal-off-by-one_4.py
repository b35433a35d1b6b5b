import math
import torch


def causal_mask(size):
    # slow but clear
    mask = torch.zeros(size, size)
    for i in range(size):
        for j in range(size):
            if j < i:
                mask[i, j] = 1
    return mask


def padding_mask(token_ids, pad_id=0):
    B, S = token_ids.shape
    mask = torch.zeros(B, 1, 1, S)
    for b in range(B):
        for s in range(S):
            if token_ids[b, s].item() != pad_id:
                mask[b, 0, 0, s] = 1
    return mask


def masked_attention(q, k, v, token_ids, causal=True):
    mask = padding_mask(token_ids)
    if causal:
        mask = mask * causal_mask(q.shape[2])
    scores = q.matmul(k.transpose(2, 3)) / math.sqrt(q.shape[3])
    scores = scores.masked_fill(mask == 0, -1e9)
    weights = torch.softmax(scores, 3)
    return weights.matmul(v), weights
