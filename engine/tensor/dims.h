// A short list of sizes, strides or dimensions.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>

#include "engine/math/matrix.h"

namespace attn {

constexpr Index kMaxRank = 8;

// Kept in place, because a program's loop makes a hundred thousand tensors. What is added to a full list is lost, so
// whoever adds dimensions asks first (Context::fits_rank).
class Dims {
public:
    Dims() = default;
    Dims(std::initializer_list<Index> values) {
        for (const Index v : values) push_back(v);
    }
    static Dims filled(Index count, Index value) {
        Dims out;
        for (Index i = 0; i < count; ++i) out.push_back(value);
        return out;
    }

    Index size() const { return count_; }
    bool empty() const { return count_ == 0; }
    Index& operator[](Index i) { return values_[static_cast<std::size_t>(i)]; }
    Index operator[](Index i) const { return values_[static_cast<std::size_t>(i)]; }
    Index back() const { return values_[static_cast<std::size_t>(count_ - 1)]; }
    Index* begin() { return values_.data(); }
    Index* end() { return values_.data() + count_; }
    const Index* begin() const { return values_.data(); }
    const Index* end() const { return values_.data() + count_; }

    void push_back(Index value) {
        if (count_ < kMaxRank) values_[static_cast<std::size_t>(count_++)] = value;
    }
    void insert(Index at, Index value) {
        push_back(value);
        std::rotate(begin() + at, end() - 1, end());
    }
    void erase(Index at) {
        std::rotate(begin() + at, begin() + at + 1, end());
        --count_;
    }
    bool contains(Index value) const { return std::find(begin(), end(), value) != end(); }

    friend bool operator==(const Dims& a, const Dims& b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

private:
    std::array<Index, kMaxRank> values_{};
    Index count_ = 0;
};

// "[2, 3]", as messages have it; `between` is what separates two.
inline std::string text_of(const Dims& dims, const char* between = ", ") {
    std::string out = "[";
    for (Index i = 0; i < dims.size(); ++i) out += (i ? between : "") + std::to_string(dims[i]);
    return out + "]";
}

} // namespace attn
