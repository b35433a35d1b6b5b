import torch
import torch.nn.functional as F
from matplotlib import pyplot as plt
from matplotlib import ticker


def plot_attention(weights, tokens):
    fig = plt.figure()
    ax = fig.add_subplot(111)
    cax = ax.imshow(weights.tolist(), cmap="bone")
    fig.colorbar(cax)
    ax.set_xticks(list(range(len(tokens))), labels=tokens, rotation=90)
    ax.set_yticks(list(range(len(tokens))), labels=tokens)
    ax.set(xlabel="key", ylabel="query")
    plt.show()


def entropy(weights):
    return torch.special.entr(weights).sum(-1) / torch.log(torch.tensor(2.0))


def most_similar_heads(weights):
    pairs = {}
    for i in range(weights.size(0)):
        for j in range(i):
            pairs[(i, j)] = F.cosine_similarity(weights[i].flatten(), weights[j].flatten(), dim=0).item()
    return max(pairs, key=pairs.get)
