// `attn export FORMAT`: a run as files for other programs, and as programs.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/bytes.h"
#include "engine/run/run.h"
#include "engine/words/text.h"

namespace attn {

//   attn export csv|json|npy [--tensor KEY [--head N]] [--output FILE] [settings or a link]
//   attn export numpy|pytorch                          [--output FILE] [settings or a link]
// Without --tensor: every matrix of the run; not for npy, which holds one array.
struct ExportRequest {
    std::vector<std::string> words{}; // the command without the format and these options
    std::string format{};             // one of kExportFormats, or empty: the command is another one
    std::string tensor{}, head{}, output{};
    std::string error{}; // a sentence
};
inline constexpr std::array<std::string_view, 5> kExportFormats{"csv", "json", "npy", "numpy", "pytorch"};

// Takes out of the words what belongs to export; other commands keep all of theirs.
ExportRequest export_request(const std::vector<std::string>& words);

// What the file is called unless somebody names it: weights-head1.csv, attention_numpy.py.
struct Exported {
    std::string name{};
    Bytes bytes{};
    Said error{}; // then there are no bytes
};
// In the words for matrices and for the remarks of programs; what is wrong is a sentence of tool_words().
Exported exported(const Words& names, const Words& remarks, const ExportRequest&, const Run&);

} // namespace attn
