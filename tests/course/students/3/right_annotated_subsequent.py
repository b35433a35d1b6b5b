import math
import torch

def subsequent_mask(size):
    "Mask out subsequent positions."
    attn_shape = (1, size, size)
    subsequent_mask = torch.triu(torch.ones(attn_shape), diagonal=1).type(torch.uint8)
    return subsequent_mask == 0

causal_mask = subsequent_mask

def padding_mask(token_ids, pad_id=0):
    return (token_ids != pad_id).unsqueeze(-2).unsqueeze(1)

def make_std_mask(tgt, pad=0):
    "Create a mask to hide padding and future words."
    tgt_mask = padding_mask(tgt, pad)
    return tgt_mask & causal_mask(tgt.size(-1)).type_as(tgt_mask.data)

def masked_attention(q, k, v, token_ids, causal=True):
    mask = padding_mask(token_ids)
    if causal:
        T, S = q.size(-2), k.size(-2)
        mask = mask & subsequent_mask(S)[:, :T]
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(q.size(-1))
    scores = scores.masked_fill(mask == 0, -1e9)
    p_attn = scores.softmax(dim=-1)
    return torch.matmul(p_attn, v), p_attn
