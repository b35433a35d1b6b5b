#include "cli_export.h"

#include <algorithm>

#include "cli_words.h"
#include "engine/formats/join.h"

namespace attn {

ExportRequest export_request(const std::vector<std::string>& words) {
    ExportRequest request{.words = words};
    if (words.empty() || words[0] != "export") return request;
    request.words = {words[0]};
    const auto known = [](std::string_view word) {
        return std::find(kExportFormats.begin(), kExportFormats.end(), word) != kExportFormats.end();
    };
    if (words.size() > 1 && known(words[1])) request.file.format = words[1];
    else request.error = tool_text("cli.export.format", {{"formats", with_commas(kExportFormats)}});
    for (std::size_t i = 2; i < words.size() && request.error.empty(); ++i) {
        const std::size_t equals = words[i].find('=');
        const std::string option = words[i].substr(0, equals);
        std::string* value = option == "--tensor"   ? &request.file.tensor
                             : option == "--head"   ? &request.file.head
                             : option == "--output" ? &request.output
                                                    : nullptr;
        if (!value) {
            request.words.push_back(words[i]);
            // What follows another option is that option's value, whatever it looks like.
            if (option.starts_with("--") && equals == std::string::npos && i + 1 < words.size())
                request.words.push_back(words[++i]);
        } else if (equals != std::string::npos) *value = words[i].substr(equals + 1);
        else if (i + 1 < words.size()) *value = words[++i];
        if (value && value->empty()) request.error = tool_text("cli.no_value", {{"option", option}});
    }
    return request;
}

} // namespace attn
