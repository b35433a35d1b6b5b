#include "heads.h"

#include <utility>

#include "attention.h"

namespace attn {

namespace {

// About eight [T, S] matrices.
template <class R> std::size_t bytes_of(const HeadOf<R>& head) {
    return 8 * sizeof(R) * static_cast<std::size_t>(head.scores.size());
}

} // namespace

template <class R> const HeadOf<R>& HeadsOf<R>::head(const TraceOf<R>& trace, int h) const {
    heads.resize(static_cast<std::size_t>(trace.heads));
    auto& kept = heads[static_cast<std::size_t>(h)];
    if (!kept) kept = head_of(trace, h);
    if (asked.empty() || asked.back() != h) {
        std::erase(asked, h);
        asked.push_back(h);
    }
    return *kept;
}

template <class R> const PartsOf<R>& HeadsOf<R>::parts(const TraceOf<R>& trace, int h) const {
    known_parts.resize(static_cast<std::size_t>(trace.heads));
    auto& known = known_parts[static_cast<std::size_t>(h)];
    if (known) return *known;
    known = parts_of(trace, h);
    // An average over the heads has replaced what they found, so concat no longer has it.
    if (trace.options.mistakes.heads_averaged) known->context = head(trace, h).context;
    return *known;
}

template <class R> bool HeadsOf<R>::is_kept(int h) const {
    const auto at = static_cast<std::size_t>(h);
    return at < heads.size() && heads[at].has_value();
}

template <class R> void HeadsOf<R>::trim(std::size_t max_bytes) {
    std::size_t bytes = 0;
    for (const int h : asked) bytes += bytes_of(*heads[static_cast<std::size_t>(h)]);
    while (asked.size() > 3 && bytes > max_bytes) {
        bytes -= bytes_of(*heads[static_cast<std::size_t>(asked.front())]);
        release(asked.front());
    }
}

template <class R> void HeadsOf<R>::release(int h) {
    if (!is_kept(h)) return;
    heads[static_cast<std::size_t>(h)].reset();
    std::erase(asked, h);
}

template class HeadsOf<float>;
template class HeadsOf<double>;

} // namespace attn
