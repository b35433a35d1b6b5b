// What the commands share that answer each line of JSON by one line: `attn eval` (eval.h) and `attn gradient`
// (gradient.h). How a line is read and refused, and how numbers are written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/attention/attention.h"

namespace attn {

inline constexpr std::size_t kMaxEvalBytes = std::size_t{128} << 20; // of one line

struct Answer {
    std::string line; // without a line feed; empty for a blank line, which has no answer
    bool failed = false;
};

enum class Asked; // eval_case.h
template <class R> struct CaseOf;

// The line of JSON that answers a case, in either precision; `id` is JSON.
struct Answering {
    std::string (*single)(const std::string& id, CaseOf<float>);
    std::string (*twice)(const std::string& id, CaseOf<double>);
};

// What `line` is answered, with or without its line feed; `number` counts from 1. A line that makes no sense gets
// {"id", "line", "error"}.
Answer answer(std::string_view line, long number, Asked asked, const Answering& answering);

// The case at work.
template <class R> TraceOf<R> trace_of(CaseOf<R>);

// [..., ...] of row i; cells that are not `allowed` are null. Without a mask every cell is a number.
template <class R> void append_row(std::string& out, const MatrixOf<R>&, Index i, const Mask* allowed = nullptr);
// [[...], ...] of all rows.
template <class R> void append_table(std::string& out, const MatrixOf<R>&, const Mask* allowed = nullptr);

} // namespace attn
