#include "targets.h"

#include <algorithm>

#include "engine/cli/cli.h"
#include "engine/exchange/layer_file.h"
#include "engine/formats/json_read.h"
#include "engine/formats/utf8.h"
#include "tests/weights/hostile.h"

namespace attn::fuzz {

namespace {

std::vector<std::string> words_of(std::string_view input) {
    std::vector<std::string> out;
    while (!input.empty()) {
        const std::size_t end = std::min(input.find('\n'), input.size());
        // A word of a command line ends at a zero byte.
        out.emplace_back(input.substr(0, std::min(end, input.find('\0'))));
        input.remove_prefix(std::min(end + 1, input.size()));
    }
    return out;
}

bool has(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

std::string arguments_fault(std::string_view input) {
    const std::vector<std::string> words = words_of(input);
    const Reply reply = command_line(words, [](const std::string& path) -> FileRead {
        if (path.ends_with("good"))
            return {.bytes = weights_file(R"({"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}})", 4)};
        // Widths of a head that no configuration gives: d_k 1, d_v 3, no output projection.
        if (path.ends_with("layer"))
            return {.bytes =
                        *file_of(Projections{
                                     .w_q = Matrix::Ones(4, 2), .w_k = Matrix::Ones(4, 2), .w_v = Matrix::Ones(4, 6)})
                             .value};
        if (path.ends_with("bad")) return {.bytes = weights_file(R"({"a":1})", 4)};
        return {.error = "the file cannot be read."};
    });
    if (reply.exit_code < 0 || reply.exit_code > 2) return "an exit code of no meaning";
    if (reply.exit_code != 0 && !reply.out.empty()) return "an answer along with a failure";
    if (reply.exit_code != 0 && reply.err.empty()) return "a failure without a word";
    if (reply.exit_code == 0 && reply.out.empty() && !reply.file) return "success without an answer";
    if (!reply.err.empty() && !reply.err.ends_with('\n')) return "a line on stderr that does not end";
    if (reply.exit_code == 0 && has(words, "--json") && reply.out.starts_with('{') && json_read(reply.out).error)
        return "the printed JSON is not JSON";
    return {};
}

} // namespace attn::fuzz
