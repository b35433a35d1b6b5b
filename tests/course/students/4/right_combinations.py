import torch
import matplotlib.pyplot as plt


def pairs_of(n):
    for a in range(n):
        for b in range(a + 1, n):
            yield a, b


def entropy(weights):
    return torch.sum(weights * -torch.log(weights.clamp(min=1e-20)), dim=-1)


def most_similar_heads(weights):
    distances = [(weights[a] - weights[b]).abs().mean().item() for a, b in pairs_of(len(weights))]
    pairs = list(pairs_of(len(weights)))
    return pairs[distances.index(min(distances))]


def plot_attention(weights, tokens):
    n = len(tokens)
    fig = plt.figure()
    ax = fig.add_subplot(1, 1, 1)
    ax.imshow(weights)
    ax.set_xticks(list(range(n)))
    ax.set_yticks(list(range(n)))
    ax.set_xticklabels(tokens)
    ax.set_yticklabels(tokens)
    ax.set_ylabel("query")
    ax.set_xlabel("key")
    plt.show()
