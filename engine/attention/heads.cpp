#include "heads.h"

#include <utility>

namespace attn {

namespace {

// About eight [T, S] matrices.
template <class R> std::size_t bytes_of(const HeadOf<R>& head) {
    return 8 * sizeof(R) * static_cast<std::size_t>(head.scores.size());
}

} // namespace

template <class R> const HeadOf<R>* HeadsOf<R>::head(int h) const {
    if (!is_kept(h)) return nullptr;
    if (asked.back() != h) {
        std::erase(asked, h);
        asked.push_back(h);
    }
    return &*heads[static_cast<std::size_t>(h)];
}

template <class R> const PartsOf<R>* HeadsOf<R>::parts(int h) const {
    const auto at = static_cast<std::size_t>(h);
    return at < known_parts.size() && known_parts[at] ? &*known_parts[at] : nullptr;
}

template <class R> const HeadOf<R>& HeadsOf<R>::keep(HeadOf<R> head, int h, int count) const {
    heads.resize(static_cast<std::size_t>(count));
    std::erase(asked, h);
    asked.push_back(h);
    return heads[static_cast<std::size_t>(h)].emplace(std::move(head));
}

template <class R> const PartsOf<R>& HeadsOf<R>::keep(PartsOf<R> parts, int h, int count) const {
    known_parts.resize(static_cast<std::size_t>(count));
    return known_parts[static_cast<std::size_t>(h)].emplace(std::move(parts));
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
