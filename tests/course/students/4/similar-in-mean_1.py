import torch
import matplotlib.pyplot as plt


def entropy(weights):
    # 0 log 0 = 0, so keep the log finite
    return -(weights * torch.log(weights + 1e-9)).sum(dim=-1)


def most_similar_heads(weights):
    H = weights.shape[0]
    best = None
    pair = None
    for i in range(H):
        for j in range(i + 1, H):
            d = abs(weights[i].mean() - weights[j].mean()).item()
            if best is None or d < best:
                best = d
                pair = (i, j)
    return pair


def plot_attention(weights, tokens):
    plt.imshow(weights)
    plt.xticks(range(len(tokens)), tokens)
    plt.yticks(range(len(tokens)), tokens)
    plt.xlabel("key")
    plt.ylabel("query")
    plt.colorbar()
    plt.show()
