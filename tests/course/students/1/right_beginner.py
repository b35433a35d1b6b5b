# my solution for exercise 1
import torch
import torch.nn as nn
import numpy as np
import matplotlib.pyplot as plt
import math


def scaled_dot_product_attention(q,k,v,mask=None):
  dk = k.shape[-1]
  # step 1: scores
  k_transposed = torch.transpose(k,-2,-1)
  scores = torch.matmul(q,k_transposed)
  # step 2: scale
  scaled_scores = scores/np.sqrt(dk)
  # step 3: mask
  if mask!=None:
    scaled_scores = scaled_scores.masked_fill(mask==False,-np.inf)
  # step 4: softmax
  sm = nn.Softmax(dim=-1)
  weights = sm(scaled_scores)
  # step 5: output
  output = torch.matmul(weights,v)
  return output,weights

class SelfAttention(nn.Module):
  def __init__(self,embed_dim):
    super(SelfAttention,self).__init__()
    self.embed_dim=embed_dim
    self.q_proj=nn.Linear(embed_dim,embed_dim)
    self.k_proj=nn.Linear(embed_dim,embed_dim)
    self.v_proj=nn.Linear(embed_dim,embed_dim)
  def forward(self,x):
    q=self.q_proj(x);k=self.k_proj(x);v=self.v_proj(x)
    output,weights=scaled_dot_product_attention(q,k,v)
    return output

#print("testing...")
if __name__=='__main__':
  x=torch.rand(1,4,8)
  sa=SelfAttention(8)
  print(sa(x))
  print(sa(x).shape)
  plt.imshow(scaled_dot_product_attention(x,x,x)[1][0].detach().numpy())
  plt.show()
