import torch
import torch.nn.functional as F

def causal_mask(size):
    return torch.tril(torch.ones(size, size, dtype=torch.bool))

def padding_mask(token_ids, pad_id=0):
    return (token_ids != pad_id)[:, None, None, :]

def masked_attention(q, k, v, token_ids, causal=True):
    B, H, T, d = q.shape
    S = k.shape[2]
    allowed = padding_mask(token_ids)
    if causal:
        allowed = allowed & causal_mask(max(T, S))[:T, :S]
    att = (q @ k.transpose(-2, -1)) * d ** -0.5
    att = att.masked_fill(~allowed, float("-inf"))
    att = F.softmax(att, dim=-1)
    return att @ v, att
