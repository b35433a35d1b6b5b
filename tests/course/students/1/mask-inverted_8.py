import torch
import torch.nn.functional as F


def scaled_dot_product_attention(q, k, v, *, mask=None):
    logits = q.matmul(k.mT) / (q.shape[-1] ** 0.5)
    if mask is not None:
        logits = torch.where(mask.bool(), torch.full_like(logits, -float("inf")), logits)
    weights = F.softmax(logits, -1)
    return weights.matmul(v), weights


class SelfAttention(torch.nn.Module):
    """Single head, keyword-only everything."""

    def __init__(self, embed_dim, *, bias: bool = True):
        super().__init__()
        self.embed_dim = embed_dim
        for name in ("q", "k", "v"):
            setattr(self, f"{name}_lin", torch.nn.Linear(embed_dim, embed_dim, bias=bias))

    def forward(self, x, *, return_weights=False):
        q, k, v = (getattr(self, f"{name}_lin")(x) for name in "qkv")
        out, w = scaled_dot_product_attention(q, k, v, mask=None)
        return (out, w) if return_weights else out
