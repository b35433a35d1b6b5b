def causal_mask(size):
    return "lower triangle"
def padding_mask(token_ids, pad_id=0):
    return [[1, 0]]
