"""What the checker says about a mistake: id -> (what you did, what was expected, where to look, a line that is right).

The ids are those of the course's list of mistakes. Row = query, column = key.
"""

MISTAKES = {
    "no-scale": (
        "Your scores are q kᵀ as they are.",
        "They are divided by the square root of d_k before softmax, so that softmax does not saturate.",
        "Look at the line that computes the scores.",
        "scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))"),
    "scale-dk": (
        "You divided the scores by d_k.",
        "They are divided by its square root.",
        "Look at the divisor in the line of the scores.",
        "scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))"),
    "scale-embed-dim": (
        "You divided the scores by the square root of embed_dim, the width of all heads together.",
        "Each head is only d_k = embed_dim / num_heads wide: divide by the square root of d_k.",
        "Look at what is under the square root.",
        "scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)"),
    "scale-multiplied": (
        "You multiplied the scores by the square root of d_k.",
        "They are divided by it, which makes them smaller.",
        "Look at the operator before the square root.",
        "scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))"),
    "scale-after-softmax": (
        "You divided the weights, after softmax: their rows no longer sum to 1.",
        "The scores are divided, before softmax.",
        "Look at the order of the division and softmax.",
        "weights = torch.softmax(scores / math.sqrt(d_k), dim=-1)"),
    "scale-constant": (
        "You divided the scores by the same number whatever d_k is.",
        "The divisor is the square root of d_k, which follows the width of the queries.",
        "Look for a number in the line of the scores.",
        "scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))"),
    "softmax-wrong-dim": (
        "You took softmax over another axis than the keys: the rows of your weights do not sum to 1.",
        "Each query shares out a total of 1 among its keys, and keys are the last axis.",
        "Look at dim in the line of softmax, and at what softmax is applied to.",
        "weights = torch.softmax(scores, dim=-1)"),
    "no-softmax": (
        "Your weights are the scores without exp: they can be negative.",
        "Softmax makes every weight positive and every row sum to 1.",
        "Look at the line between the scores and the weights.",
        "weights = torch.softmax(scores, dim=-1)"),
    "k-not-transposed": (
        "You multiplied q by k without transposing k, or reshaped k into the transposed shape.",
        "Row i of q meets row j of k in a dot product: that takes k with its last two axes exchanged. A reshape keeps "
        "the numbers in their order and only cuts them anew.",
        "Look at k in the product of the scores.",
        "scores = q @ k.transpose(-2, -1)"),
    "view-without-transpose": (
        "You split into heads by view or reshape alone: numbers of different tokens land in one row.",
        "First cut the features into heads and widths, [B, T, H, d_k], then bring the heads before the tokens.",
        "Look at the lines that make the four-dimensional q, k and v.",
        "q = q.view(B, T, self.num_heads, self.head_dim).transpose(1, 2)"),
    "attends-over-heads": (
        "Your heads are still at axis 2: each token's heads attend to each other, and no token sees another.",
        "Exchange axes 1 and 2, so that the last two axes are tokens and d_k.",
        "Look at what follows view in the lines that split into heads.",
        "q = q.view(B, T, self.num_heads, self.head_dim).transpose(1, 2)"),
    "merge-without-transpose": (
        "You joined the heads by reshape alone: a row of your result mixes tokens.",
        "First bring the heads back beside d_k, [B, T, H, d_k], then join the last two axes.",
        "Look at the line that makes [B, T, E] of the heads' outputs.",
        "context = context.transpose(1, 2).contiguous().view(B, T, E)"),
    "mask-inverted": (
        "Your mask works the wrong way round: where it is True you hide the key.",
        "True (or 1) means \"may attend\"; the others are hidden.",
        "Look at the condition in the line of the mask: == 0, ~mask or mask?",
        "scores = scores.masked_fill(mask == 0, float('-inf'))"),
    "mask-after-softmax": (
        "You applied the mask after softmax: the rows of your weights no longer sum to 1.",
        "The mask is applied to the scores, before softmax, which then shares out 1 among the keys that are left.",
        "Look at the order of the mask and softmax.",
        "scores = scores.masked_fill(mask == 0, float('-inf'))  # and softmax after this line"),
    "mask-with-zero": (
        "Your hidden scores become 0 or a small number, and softmax gives them weight all the same: exp(0) = 1.",
        "Hidden scores become minus infinity (or -1e9), for exp of that is 0.",
        "Look at the number that masked_fill or where writes.",
        "scores = scores.masked_fill(mask == 0, float('-inf'))"),
    "mask-transposed": (
        "Your mask is turned over its diagonal: row and column have changed places, and a query sees what comes later.",
        "Row = query, column = key: query i may see key j where j <= i, which is the lower triangle.",
        "Look for tril and triu, and for a transpose of the mask.",
        "mask = torch.tril(torch.ones(size, size)).bool()"),
    "mask-nan": (
        "You multiplied the mask by infinity, and 0 times infinity is NaN in every place that is allowed.",
        "Write minus infinity where the mask hides, and leave the other scores alone.",
        "Look at the arithmetic with the mask.",
        "scores = scores.masked_fill(mask == 0, float('-inf'))"),
    "mask-ignored": (
        "The mask changes nothing in your result.",
        "Where the mask is False the weight is 0.",
        "Look whether the mask is used, and whether the result of masked_fill is kept.",
        "scores = scores.masked_fill(mask == 0, float('-inf'))"),
    "mask-all-ones": (
        "Your causal mask hides nothing.",
        "Query i may see keys 0 to i and none after.",
        "Look at the line that makes the triangle.",
        "mask = torch.tril(torch.ones(size, size)).bool()"),
    "padding-on-rows": (
        "Your padding mask marks queries (rows).",
        "Padding is hidden as keys, in columns: nobody may look at it. What its own rows hold does not matter.",
        "Look at where unsqueeze puts the axes: the tokens belong last.",
        "return (token_ids != pad_id).unsqueeze(1).unsqueeze(2)  # [B, 1, 1, S]"),
    "padding-shape": (
        "Your padding mask does not broadcast against scores [B, H, T, S].",
        "It needs the batch first and the keys last, with an axis of 1 for heads and one for queries: [B, 1, 1, S].",
        "Look at the shape that you return.",
        "return (token_ids != pad_id).unsqueeze(1).unsqueeze(2)  # [B, 1, 1, S]"),
    "pad-id-ignored": (
        "You compared the tokens with 0.",
        "The number that means padding is given as pad_id.",
        "Look at the comparison.",
        "return (token_ids != pad_id).unsqueeze(1).unsqueeze(2)"),
    "causal-off-by-one": (
        "Your causal mask is one diagonal off.",
        "Query i may see keys 0 to i, itself included, and no later one.",
        "Look at diagonal in tril or triu.",
        "mask = torch.tril(torch.ones(size, size)).bool()"),
    "no-out-proj": (
        "Your result is the concatenated heads as they are.",
        "An output layer of embed_dim to embed_dim follows, which mixes what the heads found.",
        "Look at the last line of forward, and whether __init__ makes the layer.",
        "return self.out_proj(context)"),
    "out-proj-before-concat": (
        "Your output layer works on each head by itself.",
        "First concatenate the heads, then apply one layer of embed_dim to embed_dim, so that heads can mix.",
        "Look at the order of concatenation and output layer.",
        "return self.out_proj(context.transpose(1, 2).reshape(B, T, E))"),
    "heads-averaged": (
        "You averaged (or added) the heads.",
        "They are concatenated: each keeps its own part of the features.",
        "Look at the line that makes one result of the heads.",
        "context = context.transpose(1, 2).reshape(B, T, E)"),
    "k-v-swapped": (
        "Keys and values have changed places in your program.",
        "Queries are compared with keys; the weights then sum the values.",
        "Look at the order of k and v where they are made and where they are handed over.",
        "scores = q @ k.transpose(-2, -1)  # and: output = weights @ v"),
    "values-are-keys": (
        "Your weights sum the keys.",
        "They sum the values; keys only decide the weights.",
        "Look at the product with the weights.",
        "output = weights @ v"),
    "same-projection": (
        "Queries and keys come out of the same layer: every token then mostly asks for itself.",
        "Three layers of their own make queries, keys and values.",
        "Look at the lines that make q and k, in __init__ and in forward.",
        "q, k, v = self.q_proj(x), self.k_proj(x), self.v_proj(x)"),
    "q-k-swapped": (
        "Queries and keys have changed places: your scores are turned over.",
        "Row = query, column = key: scores = q kᵀ.",
        "Look at the order in the product of the scores.",
        "scores = q @ k.transpose(-2, -1)"),
    "values-not-projected": (
        "Your weights sum the embeddings themselves.",
        "They sum the values, which a layer of their own makes of the embeddings.",
        "Look at what the weights are multiplied with.",
        "v = self.v_proj(x)"),
    "no-projection": (
        "The input itself is query, key and value in your program.",
        "Three learned layers make queries, keys and values of it.",
        "Look at __init__: three layers are needed there, and they are called in forward.",
        "q, k, v = self.q_proj(x), self.k_proj(x), self.v_proj(x)"),
    "one-head": (
        "There is one head of the full width in your program.",
        "The width is split into num_heads heads of d_k = embed_dim / num_heads, and each attends for itself.",
        "Look at where num_heads is used in forward.",
        "q = q.view(B, T, self.num_heads, self.head_dim).transpose(1, 2)"),
    "dropout-in-eval": (
        "Your dropout also works in eval().",
        "Dropout is for training only: nn.Dropout knows by itself, F.dropout wants training=self.training.",
        "Look at the line with dropout.",
        "weights = self.dropout(weights)  # with self.dropout = nn.Dropout(dropout)"),
    "dropout-on-scores": (
        "Your dropout works on the scores: a score of 0 still gets weight.",
        "It works on the weights, after softmax.",
        "Look at the order of dropout and softmax.",
        "weights = self.dropout(torch.softmax(scores, dim=-1))"),
    "memory-as-query": (
        "Your queries come out of memory.",
        "x asks: queries come out of x, keys and values out of memory.",
        "Look at what q_proj is applied to.",
        "q, k, v = self.q_proj(x), self.k_proj(memory), self.v_proj(memory)"),
    "memory-ignored": (
        "Your cross-attention looks at x only.",
        "Keys and values come out of memory.",
        "Look at what k_proj and v_proj are applied to.",
        "q, k, v = self.q_proj(x), self.k_proj(memory), self.v_proj(memory)"),
    "values-from-x": (
        "Your values come out of x.",
        "Keys and values both come out of memory: what is found there is handed over.",
        "Look at what v_proj is applied to.",
        "v = self.v_proj(memory)"),
    "keys-from-x": (
        "Your keys come out of x.",
        "Keys and values both come out of memory.",
        "Look at what k_proj is applied to.",
        "k = self.k_proj(memory)"),
    "returns-weights": (
        "You returned the weights in the place of the output.",
        "The output comes first: what the weights make of the values.",
        "Look at the line with return.",
        "return output, weights"),
    "returns-output-only": (
        "You returned the output alone.",
        "The function returns a pair: the output, and the weights to look at.",
        "Look at the line with return.",
        "return output, weights"),
    "changes-input": (
        "Your program writes into the tensors that it was given: whoever called it finds other numbers in them.",
        "Make a new tensor: q = q / c in place of q /= c, masked_fill in place of masked_fill_.",
        "Look for /=, *=, += and for names that end in an underscore.",
        "scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))"),
    "entropy-in-bits": (
        "Your entropy is in bits: you used log2.",
        "It is asked for in nats, with the natural logarithm.",
        "Look at the logarithm.",
        "-(weights * weights.clamp(min=1e-12).log()).sum(dim=-1)"),
    "entropy-wrong-dim": (
        "You summed over another axis than the keys.",
        "Each query has an entropy of its own: sum over the last axis.",
        "Look at dim of the sum.",
        "-(weights * weights.clamp(min=1e-12).log()).sum(dim=-1)"),
    "entropy-sign": (
        "Your entropy is negative: the minus is missing.",
        "Logarithms of weights below 1 are negative, so the sum gets a minus.",
        "Look for the minus before the sum.",
        "-(weights * weights.clamp(min=1e-12).log()).sum(dim=-1)"),
    "entropy-nan": (
        "Where a weight is 0 your entropy is NaN: 0 times log 0.",
        "0 log 0 counts as 0: keep the logarithm away from 0.",
        "Look at what goes into the logarithm.",
        "-(weights * weights.clamp(min=1e-12).log()).sum(dim=-1)"),
    "entropy-averaged": (
        "You took the mean over the keys.",
        "Entropy is the sum.",
        "Look for mean.",
        "-(weights * weights.clamp(min=1e-12).log()).sum(dim=-1)"),
    "least-similar": (
        "You found the pair that differs most.",
        "The most similar pair has the smallest distance, or the largest similarity.",
        "Look at < and >, min and max, and the number that you start from.",
        "if distance < smallest: smallest, pair = distance, (i, j)"),
    "similar-to-itself": (
        "You paired a head with itself.",
        "Two different heads are asked for: nothing is more like a head than itself.",
        "Look at where the inner loop begins.",
        "for j in range(i + 1, len(weights)):"),
    "similar-in-mean": (
        "You compared only the heads' means, and those are the same for all: every row sums to 1.",
        "Compare them cell by cell.",
        "Look at the order of the difference and the mean.",
        "distance = (weights[i] - weights[j]).abs().mean()"),
    "axes-swapped": (
        "Rows and columns of your picture (or their names) have changed places.",
        "imshow draws a row for each query and a column for each key: keys at x, queries at y.",
        "Look at what imshow is given, and at xlabel and ylabel.",
        "plt.imshow(weights); plt.xlabel('key'); plt.ylabel('query')"),
    "no-token-labels": (
        "The axes of your picture do not carry the tokens.",
        "Every column and every row has its token beside it.",
        "Look for xticks and yticks: places first, then the tokens.",
        "plt.xticks(range(len(tokens)), tokens); plt.yticks(range(len(tokens)), tokens)"),
}
