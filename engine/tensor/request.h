// One request of the protocol taken apart: its arguments as what an operation wants, and its reply.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "arena.h"
#include "create.h"
#include "indexing.h"

namespace attn {

// Arguments are counted from 0. What an argument cannot be is noted in the context; what is returned then does no harm.
class Request {
public:
    Request(Arena& arena, std::string_view line);

    Context& context;
    Arena& arena;
    std::string_view name; // of the operation, as it was asked for

    // Whether the argument is "-" or left out.
    bool none(std::size_t i) const;
    std::string_view word(std::size_t i) const;

    StridedTensor tensor(std::size_t i);
    // A tensor, or a number as an operand of Python's.
    StridedTensor operand(std::size_t i);
    Number number(std::size_t i);
    double real(std::size_t i, double otherwise);
    std::int64_t integer(std::size_t i, std::int64_t otherwise);
    std::optional<std::int64_t> integer(std::size_t i);
    bool flag(std::size_t i, bool otherwise);
    std::optional<DType> dtype(std::size_t i);
    // A list of integers or one of them; None is empty.
    Dims sizes(std::size_t i);
    std::vector<StridedTensor> tensors(std::size_t i);
    std::vector<IndexItem> index(std::size_t i);

    // What the reply says: a tensor that is new, one that has its handle already, words.
    void give(const StridedTensor&);
    void give_same(std::size_t i);
    void say(std::string_view);

    std::string take_reply() { return std::move(reply_); }

private:
    std::vector<std::string_view> words_;
    std::string reply_;

    void mismatch(std::size_t i, std::string_view wanted);
    std::vector<std::string_view> list(std::size_t i);
    bool index_item(std::string_view text, IndexItem& out);
    void describe(std::string_view handle, const StridedTensor&);
};

// A row of the tables of operations.
struct Operation {
    std::string_view name;
    void (*run)(Request&);
};

// The tables, each in a source of its own: calls_create.cpp, calls_shape.cpp, calls_number.cpp, calls_layer.cpp.
std::span<const Operation> creating_operations();
std::span<const Operation> shaping_operations();
std::span<const Operation> number_operations();
std::span<const Operation> layer_operations();
// An operation on each element by itself, without a reply of its own; nothing for another name. calls_each.cpp
std::optional<StridedTensor> each_element(Request&, std::string_view name);

} // namespace attn
