// A run as one file: its matrices for other programs, or a program that computes them.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/formats/bytes.h"
#include "engine/run/run.h"
#include "engine/words/text.h"

namespace attn {

// "csv-bom" is CSV behind a byte-order mark, by which Excel knows that it is UTF-8; other programs take the mark for
// part of the first label.
inline constexpr std::array<std::string_view, 6> kExportFormats{"csv", "csv-bom", "json", "npy", "numpy", "pytorch"};

// What somebody asks for, as typed. Without a matrix: every one of the run; not for npy, which holds one array.
struct FileWanted {
    std::string format{}; // one of kExportFormats
    std::string tensor{}; // a key of kTensors, or empty
    std::string head{};   // counted from 1, or empty
};

// What the file is called unless somebody names it: weights-head1.csv, attention_numpy.py.
struct Exported {
    std::string name{};
    Bytes bytes{};
    Said error{}; // then there are no bytes
};
// In the words for matrices and for the remarks of programs; what is wrong is a sentence of tool_words(). Lets go of
// the heads that it has written.
Exported exported(const Words& names, const Words& remarks, const FileWanted&, Run&);

} // namespace attn
