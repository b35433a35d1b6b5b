import torch
import numpy as np
import matplotlib
import matplotlib.pyplot as plt

def entropy(weights):
    logs = torch.where(weights > 0, weights.log(), torch.zeros_like(weights))
    return (weights * logs).sum(dim=-1).neg()

def most_similar_heads(weights):
    h = weights.shape[0]
    d = torch.cdist(weights.reshape(1, h, -1), weights.reshape(1, h, -1))[0]

    i, j = divmod(int(torch.argmin(d)), h)
    return [i, j]

def plot_attention(weights, tokens):
    if isinstance(weights, torch.Tensor):
        weights = weights.detach().numpy()
    fig, axes = plt.subplots(1, 1)
    pos = axes.imshow(weights, origin="upper")
    axes.set_xticks(np.arange(len(tokens)))
    axes.set_yticks(np.arange(len(tokens)))
    axes.set_xticklabels([str(t) for t in tokens])
    axes.set_yticklabels([str(t) for t in tokens])
    plt.setp(axes.get_xticklabels(), rotation=45, ha="right", rotation_mode="anchor")
    fig.colorbar(pos, ax=axes, fraction=0.046, pad=0.04)
    plt.show()
    return fig
