import torch
import matplotlib.pyplot as plt
import typing as t

EPS: float = 1e-8

def entropy(weights):
    result = torch.zeros(weights.shape[:-2] + weights.shape[-1:])
    for s in range(weights.shape[-2]):
        p = weights[..., s, :]
        term = p * (p + 1e-10).log()
        result -= term
    return result

def most_similar_heads(weights):
    mats = list(weights)
    scored = [((mats[i] * mats[j]).sum() / (mats[i].norm() * mats[j].norm() + EPS), i, j)
              for i in range(len(mats)) for j in range(len(mats)) if i != j]
    scored.sort(key=lambda item: item[0].item(), reverse=True)
    _, i, j = scored[0]
    return torch.tensor([i, j])

def plot_attention(weights: torch.Tensor, tokens: t.Sequence[str]):
    with torch.no_grad():
        plt.imshow(weights.numpy(), cmap="hot", interpolation="nearest")
    plt.xticks(range(len(tokens)), tokens, rotation=45)
    plt.yticks(range(len(tokens)), tokens)
    plt.xlabel("Key position"); plt.ylabel("Query position")
    plt.colorbar(label="weight")
    plt.savefig("attention.png")
    plt.close()
