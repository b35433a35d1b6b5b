// A tensor as PyTorch has it: numbers in a storage that several tensors may share, seen through offset and strides.
#pragma once

#include <cstdint>
#include <memory>

#include "dims.h"
#include "dtype.h"

namespace attn {

// How many bytes the tensors of one arena take together.
struct Budget {
    std::size_t used = 0, limit = 0;
};

// The numbers themselves, all 0 at first. A single one is kept in place.
class Storage {
public:
    Storage(Budget& budget, std::size_t bytes);
    ~Storage();
    Storage(const Storage&) = delete;
    Storage& operator=(const Storage&) = delete;
    void* data() { return many_ ? many_.get() : &one_; }

private:
    Budget& budget_;
    std::size_t bytes_;
    std::uint64_t one_ = 0;
    std::unique_ptr<std::uint64_t[]> many_;
};

// Without a storage it has the shape [0]: what an operation that failed returns, so that whatever is done with it next
// reads and writes nothing.
struct StridedTensor {
    std::shared_ptr<Storage> storage;
    DType dtype = DType::float32;
    bool number = false; // a number of Python's, which promotes less (see Promotion)
    Index offset = 0;    // of the first element, in elements
    Dims shape{0}, strides{1};

    Index rank() const { return shape.size(); }
    Index numel() const {
        Index out = 1;
        for (const Index size : shape) out *= size;
        return out;
    }
    // Whether its elements lie one after the other in row-major order.
    bool is_contiguous() const;
    // Whether two of its places are one number, as after expand().
    bool overlaps_itself() const;

    // The first element. T is what with_type() says for its dtype.
    template <class T> T* data() const { return storage ? static_cast<T*>(storage->data()) + offset : nullptr; }
    // A number of a tensor with one element.
    double as_double() const;
    std::int64_t as_integer() const;
    bool as_bool() const { return as_double() != 0.0; }

    // The same numbers through other sizes and strides.
    StridedTensor seen(const Dims& new_shape, const Dims& new_strides, Index new_offset) const {
        StridedTensor out = *this;
        out.shape = new_shape;
        out.strides = new_strides;
        out.offset = new_offset;
        out.number = false;
        return out;
    }
};

// A float cut to an integer; NaN and what no integer holds become the least one, as on x86.
std::int64_t to_integer(double value);

// The strides of a contiguous tensor: [2, 3, 4] -> [12, 4, 1].
Dims contiguous_strides(const Dims& shape);

} // namespace attn
