// Which query may attend to which key. Masks combine by "and"; true = may attend.
#pragma once

#include <vector>

#include "options.h"
#include "token.h"

namespace attn {

// [T, S] key j is allowed for query i when j <= i + offset: a token does not see what comes after it.
Mask causal_mask(Index queries, Index keys, Index offset = 0);

// [T, S] the sliding window of OptionsOf: `window` keys up to and including i + offset, or, when it is not
// causal, those less than `window` away from i + offset on either side.
Mask window_mask(Index queries, Index keys, Index offset, Index window, bool causal);

// [T, S] from one flag per key (true = a real token): padding columns are closed for every query. Padding
// rows stay open: a query that pads is computed like any other and simply not used.
Mask padding_mask(Index queries, const std::vector<bool>& real);

// One flag per token, as padding_mask wants them.
std::vector<bool> real_tokens(const std::vector<Token>&);

// Rows [first, first + rows) of what one head may see: everything the options give, combined.  [rows, S]
template <class R> Mask allowed_rows(const OptionsOf<R>&, int head, Index first, Index rows, Index keys);

// The same rows when only a bias of -infinity closes a cell: what softmax sees if the mask comes too late.
template <class R> Mask unmasked_rows(const OptionsOf<R>&, int head, Index first, Index rows, Index keys);

// Whether the options have a mask at all: causal, window, padding or a matrix of their own.
template <class R> bool has_mask(const OptionsOf<R>& o) {
    return o.causal || o.window > 0 || !o.key_padding.empty() || !o.mask.empty();
}

// Which of a list with none, one for all heads, or one for each head belongs to a head; null when none.
template <class M> const M* of_head(const std::vector<M>& list, int head) {
    return list.empty() ? nullptr : &list[list.size() == 1 ? 0 : static_cast<std::size_t>(head)];
}

} // namespace attn
