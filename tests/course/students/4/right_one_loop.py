import torch
import matplotlib.pyplot as plt


def plot_attention(weights, tokens):
    """heatmap with the numbers written into the cells"""
    n = len(tokens)
    plt.imshow(weights)
    for i in range(n):
        for j in range(n):
            plt.text(j, i, str(round(weights[i, j].item(), 2)), ha="center", va="center")
    plt.xticks(range(n), tokens)
    plt.yticks(range(n), tokens)
    plt.xlabel("Key")
    plt.ylabel("Query")
    plt.show()


def entropy(weights):
    logw = (weights + 1e-8).log()
    return torch.einsum('...s,...s->...', weights, logw).neg()


def most_similar_heads(weights):
    count = weights.shape[0]
    flat = weights.view(count, -1)
    centred = flat - flat.mean(dim=1, keepdim=True)
    best, result = -2.0, None
    for i in range(count):
        for j in range(i + 1, count):
            r = (centred[i] * centred[j]).sum() / (centred[i].norm() * centred[j].norm())
            if r.item() > best:
                best, result = r.item(), [i, j]
    return result
