"""What the checker says of each check: id -> (when it holds, when it does not). {} takes what the check knows."""

CHECKS = {
    # names and calls
    "exists": ("{name} is there.", "There is no {name} in your program.{similar}"),
    "callable": ("{name} can be called.", "{name} is no {kind}."),
    "makes": ("{name} can be made.", "{name}({arguments}) raised {type}: {message}{line}"),
    "runs": ("{name} runs.", "{name} raised {type}: {message}{line}"),
    "returns": ("{name} returns what is asked.", "{name} returned {what}; {asked}."),
    "shape": ("The shapes are right.", "The shape of your {what} is {yours}; expected {right}, for {given}."),
    # numbers
    "values": ("The numbers are right.", "There are other numbers in your {what}{where}: {yours}, expected {right}."),
    "other-sizes": ("The numbers are right for other sizes, too.",
                    "There are other numbers in your {what}{where}: {yours}, expected {right}."),
    "weights": ("The weights are right.", "There are other numbers in your {what}{where}: {yours}, expected {right}."),
    "rows": ("Every row of the weights sums to 1.", "Row {row} of your weights sums to {sum}; every row sums to 1."),
    "mask": ("The mask is respected.", "With a mask there are other numbers in your {what}{where}: {yours}, expected {right}."),
    "mask-runs": ("It takes a mask.", "With a mask {name} raised {type}: {message}{line}"),
    "hidden": ("Hidden keys have weight 0.", "A hidden key has weight {weight}{where}; it should be exactly 0."),
    "future": ("Nothing leaks from the future.",
               "Token {token} changed your output at position {row}, which must not see it."),
    "batch": ("Sentences of a batch do not touch each other.",
              "When only sentence {other} changed, your output for sentence {row} changed as well."),
    "inputs": ("The inputs are left as they were.", "Your program changed {what}, which belongs to the caller."),
    "dropout": ("Dropout works in training.", "In train() with dropout=1.0 no weight is left, so that the output is the "
                "bias of the output layer; yours is something else{where}: {yours}, expected {right}."),
    "eval": ("eval() gives the same output every time.", "In eval() two runs of yours differ{where}: {yours}, then "
             "{right}."),
    "dropout-name": ("dropout is an argument.", "{name}(..., dropout=1.0) raised {type}: {message}{line}"),
    "layers": ("The layers are found.", "The checker finds no layers for {missing} in {name}: nn.Linear layers called "
               "q_proj, k_proj, v_proj and out_proj are what it knows best."),
    # exercise 3
    "causal": ("causal_mask opens the past and shuts the future.",
               "causal_mask({size}) is {yours} at row {row}, column {column}; {expected}."),
    "causal-shape": ("causal_mask has the right shape.", "causal_mask({size}) has shape {yours}; expected {right}."),
    "mask-kind": ("The mask is one that attention can use.",
                  "{name} returned {yours}; True and False, 1 and 0, or 0 and minus infinity are masks."),
    "padding": ("padding_mask hides padding from every query.",
                "padding_mask is wrong for sentence {sentence} at key {key}: {yours}; {expected}."),
    "padding-shape": ("padding_mask broadcasts against [B, H, T, S].",
                      "Your padding mask has shape {yours}, which does not broadcast against {right}, [B, H, T, S]."),
    "pad-id": ("pad_id is respected.",
               "With pad_id={pad} padding_mask is wrong for sentence {sentence} at key {key}: {yours}; {expected}."),
    "both": ("Both masks are applied before softmax.",
             "There are other numbers in your {what}{where}: {yours}, expected {right}."),
    # exercise 4
    "entropy": ("The entropy is right where no weight is 0.", "Your entropy is {yours}{where}; expected {right}."),
    "entropy-zeros": ("Weights of 0 add nothing.", "Your entropy is {yours}{where}; expected {right}."),
    "pair": ("The most similar heads are found.", "You answered {yours}; heads {right} are nearly the same."),
    "two-heads": ("Two heads are returned.", "most_similar_heads returned {yours}; two head numbers are asked for."),
    "draws": ("The weights are drawn.", "plot_attention drew no heatmap: imshow was not called."),
    "picture": ("Rows are queries and columns are keys.",
                "Your picture is {yours}{where}, where the weights are {right}."),
    "labels": ("The tokens are at both axes.", "The tokens are missing at {axis}."),
    # whatever
    "trust": ("", "Python's or torch's own functions were replaced by the program, so that its result cannot be judged."),
}

REMARKS = {
    "nan-row": "A query that may see no key at all gets NaN in your program. That happens to everybody who writes minus "
               "infinity; -1e9 gives equal weights instead. Both are accepted.",
    "dropout-unused": "dropout is taken and never used. It is not required, but the weights after softmax are its place.",
    "dropout-output": "Dropout also works on the output in your program. On the weights is where this exercise has it.",
    "two-axes": "Tensors without a batch ([T, d_k]) do not work in your program: {message}",
    "no-masked-attention": "masked_attention(q, k, v, token_ids, causal=True) is not there: your two masks are judged by "
                           "themselves. Applying both before softmax is the last step.",
    "divides": "embed_dim=10 with num_heads=3 raises no error in your program. The heads cannot share 10 features evenly; "
               "an assert in __init__ says so at once.",
    "mask-kind": "Your program takes masks of {kind}, not those of True and False.",
    "layout": "Your heads take every num_heads-th feature. That works, too; usual is a block of neighbours for each head.",
}

HINTS = {
    "crash": "Python's own words are above; read them from the end. Print the shapes just before that line.",
    "shape": "Print the shape after every line of your function, and write beside it what it should be.",
    "values": "Take two tokens and d_k = 2, compute the scores by hand and compare.",
}
