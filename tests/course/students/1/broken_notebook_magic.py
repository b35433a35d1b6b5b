%matplotlib inline
import torch
!pip install torch
def scaled_dot_product_attention(q, k, v, mask=None):
    return q, k
