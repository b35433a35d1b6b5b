// Weights files in the safetensors format, read with suspicion and written alike on every machine.
// Reading is in safetensors.cpp, writing in safetensors_write.cpp.
//
// A file is 8 bytes, the length N of the header as a little-endian 64-bit number; the header, N bytes of
// JSON; and the data. The header says for each tensor what its numbers are and where in the data they are:
//
//   {"__metadata__": {"format": "pt"}, "w_q": {"dtype": "F32", "shape": [8, 8], "data_offsets": [0, 256]}, ...}
//
// Data are little-endian and in C order (the last index runs fastest). A shape [] is one number; a size of 0
// is none. The names under which an attention layer is kept are those of layer_file.h.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bytes.h"
#include "engine/words/text.h"

namespace attn {

// What a file may take at most. A layer of attention needs far less; whoever sends more wants to fill the memory.
inline constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 30; // all of it, 1 GiB
inline constexpr std::uint64_t kMaxHeaderBytes = 1'000'000;
inline constexpr std::size_t kMaxTensors = 1'024;
inline constexpr std::size_t kMaxRank = 8;

// What one number of a tensor is. The format knows all of these; only those with an F32 twin of each of their
// values are converted (see floats_of), the others are listed and nothing more.
struct Dtype {
    std::string_view name;
    unsigned bits = 0; // of one number
    bool converts = false;
};
// clang-format off
inline constexpr std::array kDtypes{
    Dtype{"F64", 64}, Dtype{"I64", 64}, Dtype{"U64", 64}, Dtype{"C64", 64},
    Dtype{"F32", 32, true}, Dtype{"I32", 32}, Dtype{"U32", 32},
    Dtype{"F16", 16, true}, Dtype{"BF16", 16, true}, Dtype{"I16", 16}, Dtype{"U16", 16},
    Dtype{"F8_E4M3", 8}, Dtype{"F8_E4M3FNUZ", 8}, Dtype{"F8_E5M2", 8}, Dtype{"F8_E5M2FNUZ", 8}, Dtype{"F8_E8M0", 8},
    Dtype{"I8", 8}, Dtype{"U8", 8}, Dtype{"BOOL", 8}, Dtype{"F6_E2M3", 6}, Dtype{"F6_E3M2", 6}, Dtype{"F4", 4},
};
// clang-format on
const Dtype* dtype_named(std::string_view name); // null if there is none

struct StoredTensor {
    std::string name;
    const Dtype* dtype = nullptr; // one of kDtypes
    std::vector<std::uint64_t> shape;
    std::span<const unsigned char> bytes; // not owned: a part of the file
};

struct TensorFile {
    std::vector<StoredTensor> tensors;                         // in the order of their bytes
    std::vector<std::pair<std::string, std::string>> metadata; // "__metadata__": names and texts, in the file's order
};

// What can be wrong with a file. A refusal names the first of these rules that is broken; the rule's
// sentence, with what was found and where, is "weights.<rule>".
inline constexpr std::array<std::string_view, 23> kTensorRules{
    "file-limit",    // at most kMaxFileBytes
    "length",        // the 8 bytes of the header's length are there
    "header-limit",  // at most kMaxHeaderBytes
    "header-inside", // the file is as long as its header is said to be
    "header-start",  // the header's first byte is an opening brace
    "header-end",    // its last byte is a closing brace, or spaces (U+0020) and nothing else follow that
    "header-json",   // strict JSON in UTF-8, no name twice in one object, not nested deeper than the format
                     // needs
    "metadata",      // "__metadata__" is an object of texts
    "tensor-limit",  // at most kMaxTensors
    "entry",         // each tensor is an object
    "entry-keys",    // with dtype, shape and data_offsets, all three and nothing else
    "dtype",         // one of kDtypes
    "shape",         // an array of whole numbers, written with digits only
    "rank-limit",    // at most kMaxRank sizes
    "shape-limit",   // the sizes that are not 0 multiply to less than 2^64, and so do the bits they need
    "whole-bytes",   // a tensor of 4- or 6-bit numbers fills its last byte
    "offsets",       // an array of two whole numbers, begin and end
    "offsets-order", // begin <= end
    "offsets-size",  // end - begin is what dtype and shape need
    "data-inside",   // the data reach as far as the tensors
    "overlap",       // no byte belongs to two tensors
    "hole",          // no byte between two tensors, or before the first, belongs to none
    "data-end",      // no byte behind the last tensor
};

struct Refusal {
    std::string_view rule; // one of kTensorRules
    Said reason;           // a sentence of tool_words(): what is wrong and where
};
// The rule broken, with its sentence filled.
Refusal refusal_of(std::string_view rule, std::initializer_list<Filling> slots);

template <class Value> struct OrRefusal {
    std::optional<Value> value; // or, when there is none:
    Refusal refusal{};
    explicit operator bool() const { return value.has_value(); }
    const Value& operator*() const { return *value; }
    const Value* operator->() const { return &*value; }
};

// The tensors of a file, or why it is refused. Nothing is copied but names and shapes, and memory use is
// bounded by the limits above. `file` must outlive the tensors.
OrRefusal<TensorFile> tensors_of(std::span<const unsigned char> file);

// The file of these tensors and metadata: header without spaces, padded with spaces to a multiple of 8 bytes; tensors
// with the widest numbers first and then by name, so that every number is at a multiple of its size. The same
// tensors give the same bytes in whatever order they come. Refused if the outcome would be refused by tensors_of.
OrRefusal<Bytes> file_of(const TensorFile&);

// How many numbers a tensor of this shape has: the product of the sizes, 1 for []. Nothing if the sizes that
// are not 0 multiply to 2^64 or more.
std::optional<std::uint64_t> count_of(std::span<const std::uint64_t> shape);

// The numbers of an F32, F16 or BF16 tensor as float32, and those of an F64 tensor as float64, without
// rounding (half.h). Nothing for any other type: F64 has values that no float32 has.
std::optional<std::vector<float>> floats_of(const StoredTensor&);
std::optional<std::vector<double>> doubles_of(const StoredTensor&);

// "[8, 64]"
std::string shape_text(std::span<const std::uint64_t> shape);

} // namespace attn
