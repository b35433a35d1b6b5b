#include "cli_request.h"

#include "cli_words.h"
#include "engine/formats/join.h"
#include "engine/run/remarks.h"
#include "engine/run/view_keys.h"

namespace attn {

namespace {

void choose_stage(std::string_view key, RunRequest& request) {
    request.only = stage_named(key);
    if (!request.only)
        request.error = tool_text("cli.no_stage", {{"value", key}, {"stages", with_commas(kStages, &StageInfo::key)}});
}

// One parameter by itself; false when there is none of this name. Nothing follows a preset here: see read_preset.
bool read_one(std::string_view key, std::string_view value, RunRequest& request) {
    bool known = false;
    for_each_param(request.config, [&](const Param& p, auto& member) {
        if (p.key != key || !is_option(p)) return;
        known = true;
        read_param(p, value, member, request.notices);
        request.named.emplace_back(key, value);
    });
    return known;
}

bool takes_value(std::string_view key) {
    bool known = key == "stage" || key == "cell";
    const Config defaults;
    for_each_param(defaults, [&](const Param& p, const auto&) { known = known || (p.key == key && is_option(p)); });
    return known;
}

// A preset sets everything, so it comes before all other words, wherever it is among them. What there is to
// say about it is said when it is its turn.
void read_preset(const std::vector<std::string>& words, Config& config) {
    const auto choose = [&](const std::string& value) { parse("preset=" + percent_encoded(value), config); };
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string& word = words[i];
        const bool option = word.starts_with("--"), alone = word.find('=') == std::string::npos;
        if (word.starts_with("--preset=")) choose(word.substr(word.find('=') + 1));
        else if (option && alone && takes_value(word.substr(2)) && i + 1 < words.size()) {
            if (words[++i - 1] == "--preset") choose(words[i]);
        } else if (!option)
            for (const auto& [key, value] : key_values(linked_settings(word)))
                if (key == "preset") choose(value);
    }
}

// Settings as one text, or a link to the page with them. Like the page it only gives notices.
void read_state(std::string_view state, RunRequest& request) {
    for (const auto& [key, value] : key_values(linked_settings(state))) {
        if (key == "stage") choose_stage(value, request);
        else if (key == "matrix") request.matrix = value;
        else if (key == "head") request.head = value;
        else if (key == "row") request.row = value;
        else if (key == "col") request.col = value;
        else if (!is_view_key(key) && !read_one(key, value, request)) request.notices.push_back(unknown_key(key));
    }
}

// One option. A value out of range is clamped with a notice; one that cannot be read at all is an error,
// because a script that asks for "--mask casual" must not get numbers without a mask.
void read_option(const std::string& key, const std::string& value, RunRequest& request) {
    if (key == "stage") return choose_stage(value, request);
    if (key == "cell") {
        request.cell = value;
        return;
    }
    if (!read_one(key, value, request)) request.error = tool_text("cli.no_option", {{"option", "--" + key}});
    else if (!request.notices.empty() && request.notices.back().refused) {
        request.error = text(learner_words(), request.notices.back().says);
        request.notices.pop_back();
    }
}

} // namespace

RunRequest run_request(const std::vector<std::string>& words, const Config& start, bool from_file) {
    RunRequest request;
    request.config = start;
    read_preset(words, request.config);
    const Config before = request.config;
    for (std::size_t i = 1; i < words.size() && request.error.empty(); ++i) {
        const std::string& word = words[i];
        if (word == "--json" || word == "--table") request.json = word == "--json";
        else if (word.starts_with("--")) {
            const auto equals = word.find('=');
            if (equals != std::string::npos) read_option(word.substr(2, equals - 2), word.substr(equals + 1), request);
            else if (!takes_value(word.substr(2))) request.error = tool_text("cli.no_option", {{"option", word}});
            else if (i + 1 < words.size()) read_option(word.substr(2), words[++i], request);
            else request.error = tool_text("cli.no_value", {{"option", word}});
        } else if (word.find('=') != std::string::npos || word.find("://") != std::string::npos)
            read_state(word, request);
        else request.error = tool_text("cli.no_word", {{"word", word}});
    }
    if (!request.error.empty()) return request;
    settle(before, request.config, request.named, request.notices);
    if (const auto impossible = problem(request.config); impossible && !(from_file && impossible->key == "heads"))
        request.error = tool_text("cli.impossible." + impossible->key,
                                  {{"heads", std::to_string(request.config.heads)},
                                   {"kv_heads", std::to_string(request.config.kv_heads)},
                                   {"d_model", std::to_string(request.config.d_model)},
                                   {"choices", possible_heads(request.config.d_model), Filling::as_choice}});
    const Notices advice = remarks(request.config);
    request.notices.insert(request.notices.end(), advice.begin(), advice.end());
    return request;
}

namespace {

std::vector<std::string_view> parts_of(std::string_view words) {
    std::vector<std::string_view> parts;
    for (auto end = words.find(':'); end != std::string_view::npos; end = words.find(':')) {
        parts.push_back(words.substr(0, end));
        words.remove_prefix(end + 1);
    }
    parts.push_back(words);
    return parts;
}

} // namespace

std::optional<Cell> cell_of(const Trace& t, std::string_view words) {
    const std::vector<std::string_view> parts = parts_of(words);
    const auto tensor = tensor_named(parts[0]);
    if (!tensor || parts.size() != (info(*tensor).per_head ? 4 : 3)) return std::nullopt;
    std::vector<int> numbers;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (parts[i].empty() || parts[i].size() > 6) return std::nullopt;
        int number = 0;
        for (const char c : parts[i]) {
            if (c < '0' || c > '9') return std::nullopt;
            number = number * 10 + (c - '0');
        }
        numbers.push_back(number);
    }
    if (numbers.size() == 2) numbers.insert(numbers.begin(), 1);
    const Cell cell{*tensor, numbers[0] - 1, numbers[1] - 1, numbers[2] - 1};
    return contains(t, cell) ? std::optional(cell) : std::nullopt;
}

std::string linked_cell(const RunRequest& request) {
    if (request.row.empty() || request.col.empty()) return {};
    const auto named = tensor_named(request.matrix);
    const TensorInfo& matrix = info(named ? *named : result_of(request.only.value_or(Stage::tokens)));
    const std::string head = request.head.empty() ? "1" : request.head;
    return std::string(matrix.key) + (matrix.per_head ? ":" + head : "") + ":" + request.row + ":" + request.col;
}

} // namespace attn
