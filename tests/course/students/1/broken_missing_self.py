import torch, math
import torch.nn as nn
def scaled_dot_product_attention(q, k, v, mask=None):
    s = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    if mask is not None:
        s = s.masked_fill(mask == 0, -1e9)
    w = torch.softmax(s, -1)
    return w @ v, w
class SelfAttention(nn.Module):
    def __init__(embed_dim):
        super().__init__()
        self.q_proj = nn.Linear(embed_dim, embed_dim)
    def forward(self, x):
        return x
