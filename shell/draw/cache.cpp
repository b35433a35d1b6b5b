#include "cache.h"

namespace attn {

void begin_frame(Cache& cache) {
    cache.budget = {};
    forget_old_words(cache.words);
}

} // namespace attn
