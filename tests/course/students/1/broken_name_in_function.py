import torch
def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / maths.sqrt(q.size(-1))
    weights = torch.softmax(scores, -1)
    return weights @ v, weights
class SelfAttention(torch.nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.q = torch.nn.Linear(embed_dim, embed_dim)
    def forward(self, x):
        return self.q(x)
