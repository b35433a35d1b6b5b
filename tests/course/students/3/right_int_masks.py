import numpy as np
import torch
import torch.nn as nn
import math

def causal_mask(size):
    m = torch.zeros(size, size, dtype=torch.int)
    for row in range(size):
        for col in range(size):
            if col <= row:
                m[row, col] = 1
    return m

def padding_mask(token_ids, pad_id=0):
    m = torch.ones_like(token_ids)
    m[token_ids == pad_id] = 0
    return m.unsqueeze(1).unsqueeze(1)

def masked_attention(q, k, v, token_ids, causal=True):
    scores = torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(k.shape[-1])
    m = padding_mask(token_ids)
    if causal == True:
        m = m * causal_mask(k.shape[-2])[0:q.shape[-2], :]
    scores = scores.masked_fill(m == 0, -np.inf)
    attn = nn.Softmax(dim=3)(scores)
    out = torch.matmul(attn, v)
    return out, attn
