import torch


def causal_mask(size):
    ones = torch.ones(size, size)
    return (ones - torch.triu(ones, diagonal=1)).bool()


def padding_mask(token_ids, pad_id=0):
    n, s = token_ids.size()
    return torch.where(token_ids == pad_id, torch.zeros(n, s), torch.ones(n, s)).reshape(n, 1, 1, s)


def masked_attention(q, k, v, token_ids, causal=True):
    scores = torch.matmul(q, k.transpose(-2, -1)) / (k.size(-1) ** 0.5)
    allowed = padding_mask(token_ids) == 1
    if causal:
        allowed = allowed & causal_mask(scores.size(-1))
    # softmax over the allowed keys only, by hand
    e = torch.exp(scores) * allowed.float()
    weights = e / e.sum(dim=-1, keepdim=True)
    return torch.matmul(weights, v), weights
