import torch
import torch.nn.functional as F

MINUS = torch.finfo(torch.float32).min


def causal_mask(size):
    mask = torch.full((size, size), -1e9)
    return torch.triu(mask, diagonal=1).unsqueeze(0).unsqueeze(0)


def padding_mask(token_ids, pad_id=0):
    return (token_ids == pad_id).float().unsqueeze(1).unsqueeze(1) * -1e9


def masked_attention(q, k, v, token_ids, causal=True):
    d = q.size(-1)
    logits = torch.matmul(q, k.transpose(2, 3)) / d ** 0.5
    total = padding_mask(token_ids)
    if causal:
        total = total + causal_mask(q.size(2))
    probs = F.softmax(logits + total, dim=-1)
    return torch.matmul(probs, v), probs
