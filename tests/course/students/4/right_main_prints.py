import torch
import matplotlib.pyplot as plt


def entropy(weights):
    w = weights + (weights == 0).float()
    return -(weights * w.log()).sum(dim=-1)


def most_similar_heads(weights):
    print("heads:", weights.shape[0])
    n = weights.shape[0]
    scores = {}
    for i in range(n - 1):
        for j in range(i + 1, n):
            scores[(i, j)] = (weights[i] * weights[j]).sum() / (weights[i].norm() * weights[j].norm())
    best = None
    for pair in scores:
        if best is None or scores[pair] > scores[best]:
            best = pair
    print(best)
    return best


def plot_attention(weights, tokens):
    plt.figure(figsize=(5, 5))
    plt.imshow(weights, vmin=0.0, vmax=1.0)
    plt.xticks(range(len(tokens)), tokens)
    plt.yticks(range(len(tokens)), tokens)
    plt.xlabel("keys")
    plt.ylabel("queries")
    plt.title("head")
    plt.colorbar()
    plt.show()


if __name__ == "__main__":
    w = torch.softmax(torch.randn(4, 3, 3), dim=-1)
    print(entropy(w))
    print(most_similar_heads(w))
    plot_attention(w[0], ["a", "b", "c"])
