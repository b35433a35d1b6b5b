import math
import torch

torch.manual_seed(0)


def causal_mask(size):
    m = torch.tril(torch.ones(size, size))
    print(m)
    return m


def padding_mask(token_ids, pad_id=0):
    m = (token_ids != pad_id).int()
    return m.unsqueeze(1).unsqueeze(2)


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(q.size(-1))
    w = torch.softmax(scores, dim=-1)
    if mask is not None:
        w = w * mask
    return torch.matmul(w, v), w


def masked_attention(q, k, v, token_ids, causal=True):
    mask = padding_mask(token_ids)
    if causal:
        mask = mask * causal_mask(q.size(-2)).int()
    return scaled_dot_product_attention(q, k, v, mask)


ids = torch.tensor([[5, 3, 0, 0], [1, 2, 3, 0]])
print(padding_mask(ids).shape)
if __name__ == "__main__":
    q = torch.randn(2, 1, 4, 8)
    out, w = masked_attention(q, q, q, ids)
    print(w[0, 0])
