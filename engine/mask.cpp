#include "mask.h"

namespace attn {

Mask causal_mask(Index queries, Index keys) {
    Mask allowed(queries, keys);
    for (Index i = 0; i < queries; ++i)
        for (Index j = 0; j < keys; ++j) allowed(i, j) = j <= i;
    return allowed;
}

Mask padding_mask(Index queries, const std::vector<Token>& keys) {
    Mask allowed(queries, static_cast<Index>(keys.size()));
    for (Index i = 0; i < queries; ++i)
        for (Index j = 0; j < allowed.cols(); ++j) allowed(i, j) = keys[static_cast<std::size_t>(j)].real;
    return allowed;
}

Mask mask_of(Masking masking, const std::vector<Token>& tokens) {
    const auto count = static_cast<Index>(tokens.size());
    Mask allowed = Mask::Constant(count, count, true);
    if (masking == Masking::causal || masking == Masking::both) allowed = allowed && causal_mask(count, count);
    if (masking == Masking::padding || masking == Masking::both) allowed = allowed && padding_mask(count, tokens);
    return allowed;
}

} // namespace attn
