#include "cli_layer.h"

#include <algorithm>

#include "cli_weights.h"
#include "cli_words.h"
#include "engine/attention/options.h"
#include "engine/formats/utf8.h"

namespace attn {

namespace {

constexpr std::array<std::string_view, 4> kOptions{"--weights", "--layer", "--layout", "--save"};
constexpr std::array<std::pair<std::string_view, CombinedLayout>, 2> kLayouts{
    {{"conv1d", CombinedLayout::conv1d}, {"linear", CombinedLayout::linear}}};
// What no matrix tells: the names of the parameters, and in the metadata.
constexpr std::array<std::string_view, 2> kTold{"heads", "kv-heads"};

// Moves the values of our options out of the words. An option that comes last has no value.
struct Taken {
    std::vector<std::string> rest{};
    std::array<std::optional<std::string>, kOptions.size()> value{};
    std::string error{};
};
Taken taken(const std::vector<std::string>& words) {
    Taken out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        const std::size_t equals = word.find('=');
        const auto found = std::find(kOptions.begin(), kOptions.end(), std::string_view(word).substr(0, equals));
        if (found == kOptions.end()) {
            out.rest.push_back(word);
            // What follows another option is that option's value, whatever it looks like.
            const bool flag = word == "--json" || word == "--table";
            if (word.starts_with("--") && equals == std::string::npos && !flag && i + 1 < words.size())
                out.rest.push_back(words[++i]);
            continue;
        }
        auto& value = out.value[static_cast<std::size_t>(found - kOptions.begin())];
        if (equals != std::string::npos) value = word.substr(equals + 1);
        else if (i + 1 < words.size()) value = words[++i];
        if (!value || (value->empty() && *found != "--layer"))
            out.error = tool_text("cli.no_value", {{"option", *found}});
    }
    return out;
}

// The prefix asked for, whose last dot may be left out; else none, or the only one there is.
std::string prefix_in(const TensorFile& file, const std::optional<std::string>& asked) {
    const std::vector<std::string> all = prefixes_of(file);
    if (!asked) return all.size() == 1 ? all[0] : std::string();
    const auto is_there = [&](const std::string& prefix) {
        return std::find(all.begin(), all.end(), prefix) != all.end();
    };
    return !is_there(*asked) && is_there(*asked + ".") ? *asked + "." : *asked;
}

std::string quoted_list(const std::vector<std::string>& names) {
    constexpr std::size_t max_names = 8;
    std::string out;
    for (std::size_t i = 0; i < std::min(names.size(), max_names); ++i)
        out += (i > 0 ? ", “" : "“") + clean_utf8(names[i].substr(0, 60)) + "”";
    return names.size() > max_names ? out + ", …" : out;
}

void read_layer(LayerRequest& request, const std::string& path, const std::optional<std::string>& prefix,
                CombinedLayout layout, const FileReader& read) {
    const auto refuse = [&](const std::string& why) {
        request.exit_code = 1;
        request.error = "attn: " + path + ": " + why + "\n";
    };
    const FileRead content = read(path);
    if (!content.bytes) return refuse(content.error);
    const auto file = tensors_of(*content.bytes);
    if (!file) {
        request.exit_code = 1;
        request.error = refusal_line(path, file.refusal);
        return;
    }
    const std::string used = prefix_in(*file, prefix);
    StoredLayer layer = layer_of(*file, used, layout);
    const std::vector<std::string> all = prefixes_of(*file);
    if (!layer.projections && all.size() > 1 && !prefix)
        layer.error = said("layer.which", {{"found", quoted_list(all)}});
    if (!layer.projections) return refuse(tool_text(layer.error));

    const Index width = layer.projections->w_q.rows();
    if (width > kMaxGivenWidth)
        return refuse(
            tool_text("open.width", {{"found", std::to_string(width)}, {"max", std::to_string(kMaxGivenWidth)}}));
    request.config.d_model = static_cast<int>(width);
    for_each_param(request.config, [&](const Param& p, auto& member) {
        Notices ignored;
        const auto set = [&](const std::string& value) { read_param(p, value, member, ignored); };
        for (const auto& [name, value] : file->metadata)
            if (p.key == name && std::find(kTold.begin(), kTold.end(), name) != kTold.end()) set(value);
    });
    request.projections = std::move(layer.projections);
    for (const char* own : {"w_q", "w_k", "w_v", "w_o", "b_q", "b_k", "b_v", "b_o"})
        request.names.emplace_back(own, clean_utf8(name_in_file(*file, used, own)));
    if (!layer.remark.key.empty()) request.remark = "attn: " + path + ": " + tool_text(layer.remark) + "\n";
}

} // namespace

LayerRequest layer_request(const std::vector<std::string>& words, const FileReader& read) {
    Taken options = taken(words);
    LayerRequest out{.words = std::move(options.rest)};
    const auto refuse = [&](const std::string& why) {
        out.exit_code = 2;
        out.error = "attn: " + why + "\n";
        return out;
    };
    if (!options.error.empty()) return refuse(options.error);
    const auto& [path, prefix, layout_name, save_to] = options.value;
    if (!path && (prefix || layout_name))
        return refuse(tool_text("cli.without_weights", {{"option", prefix ? "--layer" : "--layout"}}));
    CombinedLayout layout = CombinedLayout::by_shape;
    if (layout_name) {
        for (const auto& [name, value] : kLayouts)
            if (*layout_name == name) layout = value;
        if (layout == CombinedLayout::by_shape) return refuse(tool_text("cli.no_layout", {{"value", *layout_name}}));
    }
    out.save_to = save_to.value_or("");
    if (path) read_layer(out, *path, prefix, layout, read);
    return out;
}

std::optional<Said> misfit(const Config& config, const LayerRequest& layer) {
    const Inputs inputs{.x = Matrix::Zero(1, config.d_model)};
    Options options{.heads = config.heads};
    options.kv_heads = config.kv_heads;
    std::optional<Said> why = misfit(inputs, *layer.projections, options);
    if (why)
        for (Said::Slot& slot : why->slots)
            for (const auto& [own, theirs] : layer.names)
                if (slot.name == "name" && slot.value == own) {
                    slot.value = theirs;
                    break;
                }
    return why;
}

FileToWrite saved(const std::string& path, const Config& config, const Projections& projections) {
    Metadata metadata;
    for_each_param(config, [&](const Param& p, const auto& member) {
        if (std::find(kTold.begin(), kTold.end(), p.key) != kTold.end())
            metadata.emplace_back(p.key, param_text(p, member));
    });
    // Eight small matrices with names of our own are never refused.
    return {path, *file_of(projections, metadata).value};
}

} // namespace attn
