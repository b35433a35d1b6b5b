"""Exercise 4: look at attention.

Row = query, column = key.
Letters: H heads, T queries, S keys.
"""
import matplotlib.pyplot as plt
import torch


def entropy(weights):
    """How far each query spreads its attention, in nats:
    [..., T, S] to [..., T]."""
    # TODO 1: the sum of p log(1 / p) over the keys, which is
    # minus that of p log p. 0 log 0 counts as 0.
    return None


def most_similar_heads(weights):
    """The two heads of [H, T, S] that are most alike, as a
    pair of numbers."""
    # TODO 2: choose a measure, compare every two different
    # heads.
    return None


def plot_attention(weights, tokens):
    """Draws [T, S]: a row for each query, a column for each
    key."""
    # TODO 3: imshow, the tokens at both axes (xticks and
    # yticks), xlabel and ylabel.


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
