import torch
import matplotlib.pyplot as plt


def entropy(weights):
    terms = weights * torch.log(weights)
    terms = terms.masked_fill(weights == 0, 0.0)
    return -terms.sum(dim=-1)


def most_similar_heads(weights):
    pairs = []
    for i in range(len(weights)):
        for j in range(i):
            difference = torch.norm(weights[i] - weights[j]).item()
            pairs.append((difference, i, j))
    pairs.sort()
    _, i, j = pairs[-1]
    return {i, j}


def plot_attention(weights, tokens):
    fig, ax = plt.subplots()
    ax.imshow(weights)
    ax.set_xticks(range(len(tokens)), labels=tokens)
    ax.set_yticks(range(len(tokens)), labels=tokens)
    plt.show()
