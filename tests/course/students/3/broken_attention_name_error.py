import torch


def causal_mask(size):
    return torch.tril(torch.ones(size, size)).bool()


def padding_mask(token_ids, pad_id=0):
    return (token_ids != pad_id)[:, None, None, :]


def masked_attention(q, k, v, token_ids, causal=True):
    mask = causal_mask(q.shape[-2]) & padding_mask(token_ids)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    weights = torch.softmax(scores.masked_fill(~mask, -1e9), dim=-1)
    return weights @ v, weights
