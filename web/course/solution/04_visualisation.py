"""Exercise 4: look at attention.

Row = query, column = key.
Letters: H heads, T queries, S keys.
"""
import matplotlib.pyplot as plt
import torch


def entropy(weights):
    """How far each query spreads its attention, in nats:
    [..., T, S] to [..., T].

    The sum of p log(1 / p) over the keys: 0 where one key
    has it all, log S where all have the same.
    """
    # 0 log 0 counts as 0. Where p is 0 the clamp keeps the
    # logarithm finite, and 0 times that is 0.
    logs = (1 / weights.clamp(min=1e-12)).log()
    return (weights * logs).sum(dim=-1)


def most_similar_heads(weights):
    """The two heads of [H, T, S] whose weights differ least,
    cell by cell."""
    smallest, pair = float("inf"), None
    for i in range(len(weights)):
        for j in range(i + 1, len(weights)):
            apart = (weights[i] - weights[j]).abs()
            distance = apart.mean().item()
            if distance < smallest:
                smallest, pair = distance, (i, j)
    return pair


def plot_attention(weights, tokens):
    """Draws [T, S]: a row for each query, a column for each
    key."""
    places = range(len(tokens))
    plt.imshow(weights, cmap="viridis", vmin=0, vmax=1)
    plt.xticks(places, tokens)
    plt.yticks(places, tokens)
    plt.xlabel("key")
    plt.ylabel("query")
    plt.colorbar()
    plt.show()


# -----------------------------------------------------------
# The lab's own numbers for "the cat sat". Open the page with
# ?text=the%20cat%20sat&d-model=8&heads=4&mask=causal
# or run: attn measure "text=the%20cat%20sat&d-model=8&heads=4&mask=causal"
TOKENS = ["the", "cat", "sat"]
WEIGHTS = torch.tensor([
    [
        [1.0, 0.0, 0.0],
        [0.59323144, 0.40676856, 0.0],
        [0.9421651, 0.035541885, 0.022293044],
    ],
    [
        [1.0, 0.0, 0.0],
        [0.6553107, 0.3446893, 0.0],
        [0.38076735, 0.27316424, 0.34606844],
    ],
    [
        [1.0, 0.0, 0.0],
        [0.6510553, 0.34894472, 0.0],
        [0.32887313, 0.39301768, 0.2781092],
    ],
    [
        [1.0, 0.0, 0.0],
        [0.47990024, 0.52009976, 0.0],
        [0.22031769, 0.45101926, 0.3286631],
    ],
])


def show(name, value):
    print(name)
    print("    not there yet" if value is None else value)


if __name__ == "__main__":
    torch.set_printoptions(precision=4, sci_mode=False)
    spread = entropy(WEIGHTS)
    show("Entropy of each query, head by head", spread)
    if spread is not None:
        show("Their means", spread.mean(dim=-1))
    pair = most_similar_heads(WEIGHTS)
    show("Most similar heads (from 0)", pair)
    plot_attention(WEIGHTS[1], TOKENS)
