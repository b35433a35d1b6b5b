import torch

def scaled_dot_product_attention(queries, keys, values, mask=None):
    attn_scores = queries @ keys.transpose(-2, -1)
    if mask is not None:
        attn_scores.masked_fill_(~mask.bool(), -torch.inf)
    attn_weights = torch.softmax(attn_scores / keys.shape[-1]**0.5, dim=-1)
    context_vec = attn_weights @ values
    return context_vec, attn_weights


class SelfAttention(torch.nn.Module):

    def __init__(self, embed_dim, qkv_bias=False):
        super().__init__()
        d_in, d_out = embed_dim, embed_dim
        self.W_query = torch.nn.Linear(d_in, d_out, bias=qkv_bias)
        self.W_key   = torch.nn.Linear(d_in, d_out, bias=qkv_bias)
        self.W_value = torch.nn.Linear(d_in, d_out, bias=qkv_bias)

    def forward(self, x):
        keys = self.W_key(x)
        queries = self.W_query(x)
        values = self.W_value(x)

        context_vec, _ = scaled_dot_product_attention(queries, keys, values)
        return context_vec


if __name__ == "__main__":
    inputs = torch.tensor(
      [[0.43, 0.15, 0.89], # Your     (x^1)
       [0.55, 0.87, 0.66], # journey  (x^2)
       [0.57, 0.85, 0.64], # starts   (x^3)
       [0.22, 0.58, 0.33], # with     (x^4)
       [0.77, 0.25, 0.10], # one      (x^5)
       [0.05, 0.80, 0.55]] # step     (x^6)
    )
    torch.manual_seed(789)
    sa_v2 = SelfAttention(3)
    print(sa_v2(inputs.unsqueeze(0)))
    print("Sum:", scaled_dot_product_attention(inputs, inputs, inputs)[1].sum(dim=-1))
