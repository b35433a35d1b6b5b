import math, torch
causal_mask = lambda size: ~torch.triu(torch.ones(size, size), 1).bool()
padding_mask = lambda token_ids, pad_id=0: torch.stack([ids != pad_id for ids in token_ids]).reshape(len(token_ids), 1, 1, -1)


def masked_attention(q, k, v, token_ids, causal=True):
    mask = padding_mask(token_ids)
    if causal: mask = mask & causal_mask(max(q.shape[2], k.shape[2]))[:q.shape[2], :k.shape[2]]
    e = (q @ k.swapaxes(2, 3) / math.sqrt(q.shape[3])).exp() * mask
    w = e / e.sum(-1, keepdim=True)
    return w @ v, w
