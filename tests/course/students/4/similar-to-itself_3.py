import torch
from matplotlib import pyplot as plt


def entropy(weights):
    log_w = torch.log(torch.where(weights == 0, torch.ones_like(weights), weights))
    return -(weights * log_w).sum(-1)


def most_similar_heads(weights):
    H = weights.shape[0]
    d = torch.zeros(H, H)
    for i in range(H):
        for j in range(H):
            d[i, j] = (weights[i] - weights[j]).pow(2).sum()
    k = d.flatten().argmin().item()
    return divmod(k, H)


def plot_attention(weights, tokens):
    plt.figure()
    plt.imshow(weights, cmap="hot")
    plt.gca().set_xticks(range(len(tokens)))
    plt.gca().set_yticks(range(len(tokens)))
    plt.gca().set_xticklabels(tokens)
    plt.gca().set_yticklabels(tokens)
    plt.show()
