import torch


def causal_mask(size):
    return torch.tril(torch.ones(size, size))


def padding_mask(token_ids, pad_id=0):
    batch, length = token_ids.shape
    return (token_ids != pad_id).float().view(batch, 1, 1, length)


def masked_attention(q, k, v, token_ids, causal=True):
    scores = torch.einsum('bhtd,bhsd->bhts', q, k) * q.shape[-1] ** -0.5
    allowed = padding_mask(token_ids)
    if causal:
        allowed = allowed * causal_mask(q.shape[2])
    scores = scores + (1 - allowed) * float('-inf')
    w = scores.softmax(dim=-1)
    return torch.einsum('bhts,bhsd->bhtd', w, v), w
