#include "arena.h"

#include <algorithm>
#include <charconv>

namespace attn {

std::size_t Arena::place_of(std::string_view handle) const {
    std::uint64_t number = 0;
    const char* const end = handle.data() + handle.size();
    if (handle.size() < 2 || handle[0] != '#') return slots_.size();
    const auto [stop, problem] = std::from_chars(handle.data() + 1, end, number);
    if (problem != std::errc() || stop != end || slots_.empty() || number < slots_[0].number) return slots_.size();
    // Mostly none is missing in between.
    const std::uint64_t guess = number - slots_[0].number;
    if (guess < slots_.size() && slots_[static_cast<std::size_t>(guess)].number == number)
        return static_cast<std::size_t>(guess);
    const auto at = std::lower_bound(slots_.begin(), slots_.end(), number,
                                     [](const Slot& slot, std::uint64_t n) { return slot.number < n; });
    return at == slots_.end() || at->number != number ? slots_.size() : static_cast<std::size_t>(at - slots_.begin());
}

const StridedTensor* Arena::find(std::string_view handle) const {
    const std::size_t place = place_of(handle);
    return place < slots_.size() && slots_[place].alive ? &slots_[place].tensor : nullptr;
}

std::string Arena::keep(const StridedTensor& tensor) {
    if (slots_.size() >= max_tensors) {
        context.wrong("there are more than " + std::to_string(max_tensors) + " tensors");
        return {};
    }
    slots_.push_back({next_, true, tensor});
    slots_.back().tensor.number = false;
    return "#" + std::to_string(next_++);
}

void Arena::forget(std::string_view handle) {
    const std::size_t place = place_of(handle);
    if (place >= slots_.size()) return;
    slots_[place].tensor = {};
    slots_[place].alive = false;
    while (!slots_.empty() && !slots_.back().alive) slots_.pop_back();
    while (!slots_.empty() && !slots_.front().alive) slots_.pop_front();
}

void Arena::forget_from(std::uint64_t number) {
    while (!slots_.empty() && slots_.back().number >= number) slots_.pop_back();
}

void Arena::reset() {
    slots_.clear();
    context.random.seed(0);
    context.print = {};
}

} // namespace attn
