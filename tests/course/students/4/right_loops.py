import math
import torch
import matplotlib.pyplot as plt


def h(row):
    total = 0.0
    for p in row:
        if p > 0:
            total -= p * math.log(p)
    return total


def walk(w):
    if isinstance(w[0], list):
        return [walk(part) for part in w]
    return h(w)


def entropy(weights):
    return torch.tensor(walk(weights.tolist()))


def most_similar_heads(weights):
    best, pair = 1e9, (0, 1)
    for i in range(weights.shape[0]):
        for j in range(weights.shape[0]):
            if i < j:
                d = float(torch.max(torch.abs(weights[i] - weights[j])))
                if d < best:
                    best, pair = d, (i, j)
    return torch.tensor(pair)


def plot_attention(weights, tokens):
    plt.imshow(weights.tolist())
    plt.colorbar()
    plt.xticks(list(range(len(tokens))), tokens)
    plt.yticks(list(range(len(tokens))), tokens)
    plt.xlabel("Key position")
    plt.ylabel("Query position")
