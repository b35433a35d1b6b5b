// The tensors that a program has made, by their handles.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "context.h"

namespace attn {

class Arena {
public:
    Context context{};

    // "#12"; null for what is no handle or is not there any more.
    const StridedTensor* find(std::string_view handle) const;
    // Keeps a tensor: "#13". The same number never comes twice. "" when there are too many, which the context notes.
    std::string keep(const StridedTensor&);

    void forget(std::string_view handle);
    // The number that the next handle has, and everything from such a number on forgotten.
    std::uint64_t next() const { return next_; }
    void forget_from(std::uint64_t number);
    // As at first: no tensors, the seed 0, the usual print options.
    void reset();

    // Roughly a hundred bytes each.
    static constexpr std::size_t max_tensors = std::size_t{1} << 20;

private:
    struct Slot {
        std::uint64_t number = 0;
        bool alive = true;
        StridedTensor tensor{};
    };
    std::deque<Slot> slots_; // ascending by number
    std::uint64_t next_ = 1;

    std::size_t place_of(std::string_view handle) const; // slots_.size() for none
};

} // namespace attn
