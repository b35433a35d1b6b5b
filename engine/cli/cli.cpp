#include "cli.h"

#include <algorithm>
#include <array>

#include "cli_export.h"
#include "cli_layer.h"
#include "cli_weights.h"
#include "cli_words.h"
#include "engine/attention/projections.h"
#include "engine/formats/number.h"
#include "engine/run/run.h"
#include "engine/stages/describe.h"

namespace attn {

namespace {

// What the words after "run" or "explain" ask for.
struct Request {
    Config config;
    bool json = false;
    std::optional<Stage> only;
    std::string cell;
    std::string matrix, head, row, col; // the cell that is selected in a link
    Notices notices;
    std::string error; // the first thing that made no sense, or empty
};

template <class Table> std::string keys_of(const Table& table) {
    std::string out;
    for (const auto& row : table) out += (out.empty() ? "" : ", ") + std::string(row.key);
    return out;
}

void choose_stage(std::string_view key, Request& request) {
    request.only = stage_named(key);
    if (!request.only) request.error = tool_text("cli.no_stage", {{"value", key}, {"stages", keys_of(kStages)}});
}

// Keys of a link that say how the page shows the run, and change no number.
constexpr std::array<std::string_view, 15> kViewKeys{"scene",    "zoom",       "at-x",   "at-y",  "time",
                                                     "against",  "other-head", "pin",    "d-k",   "speed",
                                                     "autoplay", "readonly",   "pencil", "theme", "motion"};

// One parameter by itself; false when there is none of this name. Nothing follows a preset here: see read_preset.
bool read_one(std::string_view key, std::string_view value, Request& request) {
    bool known = false;
    for_each_param(request.config, [&](const Param& p, auto& member) {
        if (p.key != key) return;
        known = true;
        read_param(p, value, member, request.notices);
    });
    return known;
}

bool takes_value(std::string_view key) {
    bool known = key == "stage" || key == "cell";
    const Config defaults;
    for_each_param(defaults, [&](const Param& p, const auto&) { known = known || p.key == key; });
    return known;
}

// A preset sets everything, so it comes before all other words, wherever it stands among them. What there is to
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
void read_state(std::string_view state, Request& request) {
    std::string settings;
    for (const auto& [key, value] : key_values(linked_settings(state))) {
        if (key == "stage") choose_stage(value, request);
        else if (key == "matrix") request.matrix = value;
        else if (key == "head") request.head = value;
        else if (key == "row") request.row = value;
        else if (key == "col") request.col = value;
        else if (key == "preset") read_one(key, value, request);
        else if (std::find(kViewKeys.begin(), kViewKeys.end(), key) != kViewKeys.end()) continue;
        else settings += "&" + percent_encoded(key) + "=" + percent_encoded(value);
    }
    const Notices notices = parse(settings, request.config);
    request.notices.insert(request.notices.end(), notices.begin(), notices.end());
}

// One option. A value out of range is clamped with a notice; one that cannot be read at all is an error,
// because a script that asks for "--mask casual" must not get numbers without a mask.
void read_option(const std::string& key, const std::string& value, Request& request) {
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

// `start` is what the words change: the defaults, or what a weights file says.
Request request_of(const std::vector<std::string>& words, const Config& start) {
    Request request;
    request.config = start;
    read_preset(words, request.config);
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
    if (const auto impossible = problem(request.config))
        request.error = tool_text("cli.impossible." + impossible->key,
                                  {{"heads", std::to_string(request.config.heads)},
                                   {"kv_heads", std::to_string(request.config.kv_heads)},
                                   {"d_model", std::to_string(request.config.d_model)},
                                   {"choices", possible_heads(request.config.d_model), Filling::as_choice}});
    const Notices advice = remarks(request.config);
    request.notices.insert(request.notices.end(), advice.begin(), advice.end());
    return request;
}

std::vector<std::string_view> parts_of(std::string_view words) {
    std::vector<std::string_view> parts;
    for (auto end = words.find(':'); end != std::string_view::npos; end = words.find(':')) {
        parts.push_back(words.substr(0, end));
        words.remove_prefix(end + 1);
    }
    parts.push_back(words);
    return parts;
}

// "scores:1:2:3" is matrix, head, row and column, counted from 1; "x:2:3" leaves the head out.
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

// The cell that is selected in a link, written as --cell wants it; "" when none is. Without a matrix it lies in
// the result of the stage.
std::string linked_cell(const Request& request) {
    if (request.row.empty() || request.col.empty()) return {};
    const auto named = tensor_named(request.matrix);
    const TensorInfo& matrix = info(named ? *named : result_of(request.only.value_or(Stage::tokens)));
    const std::string head = request.head.empty() ? "1" : request.head;
    return std::string(matrix.key) + (matrix.per_head ? ":" + head : "") + ":" + request.row + ":" + request.col;
}

std::string explained(const Run& run, const Cell& c) {
    const Trace& t = run.trace;
    const Explanation e = explain(t, c);
    const auto place = [](int index, const std::string& name) {
        const std::string number = std::to_string(index + 1);
        return name == number ? number : number + " (" + name + ")";
    };
    std::string out = tool_text("cli.cell_place", {{"matrix", tensor_name(learner_words(), c.tensor, c.head)},
                                                   {"row", place(c.row, row_label(t, c.tensor, c.row))},
                                                   {"col", place(c.col, col_label(t, c.tensor, c.col))}});
    out += "\n" + sentence(learner_words(), run, c) + "\n";
    if (e.op == Op::given) out += std::string(text(learner_words(), "figure.given")) + "\n";
    else out += arithmetic(run, e, static_cast<int>(e.terms.size())) + "\n";
    return out + tool_text("cli.in_full", {{"value", shortest(e.result)}}) + "\n" + fed_by(t, c) + "\n";
}

std::string help() {
    std::string out = std::string(tool_text("cli.about")) + "\n\n";
    const auto line = [&](const std::string& left, std::string_view right) {
        const int gap = std::max(2, 22 - display_width(left));
        out += "  " + left + std::string(static_cast<std::size_t>(gap), ' ') + std::string(right) + "\n";
    };
    for (const char* command : {"run", "explain", "measure", "export", "eval", "weights", "bench", "sweep-exp", "help"})
        line("attn " + std::string(command), tool_text("cli." + std::string(command)));
    out += "\n" + std::string(tool_text("cli.options")) + "\n";
    const Config defaults;
    for_each_param(defaults, [&](const Param& p, const auto& member) {
        const std::string key(p.key);
        std::string range, placeholder = "N";
        if (p.kind == Kind::text) placeholder = "S";
        if (p.kind == Kind::choice) placeholder = "NAME";
        if (p.kind == Kind::flag) placeholder = "on|off";
        if (p.kind == Kind::choice)
            for (const auto choice : p.choices) range += (range.empty() ? "" : ", ") + std::string(choice);
        if (p.kind == Kind::integer || p.kind == Kind::real) range = shortest(p.min) + "–" + shortest(p.max);
        const std::string value = param_text(p, member);
        const char* tail = !range.empty() ? "cli.range_default" : value.empty() ? "cli.default_empty" : "cli.default";
        line("--" + key + " " + placeholder,
             std::string(param_help(learner_words(), p)) + tool_text(tail, {{"range", range}, {"value", value}}));
    });
    line("--stage KEY", tool_text("cli.stage", {{"stages", keys_of(kStages)}}));
    line("--table", tool_text("cli.table"));
    line("--json", tool_text("cli.json"));
    line("--cell CELL", tool_text("cli.cell", {{"tensors", keys_of(kTensors)}}));
    line("--weights FILE", tool_text("cli.take_weights"));
    line("--layer PREFIX", tool_text("cli.layer"));
    line("--save FILE", tool_text("cli.save"));
    line("--output FILE", tool_text("cli.export.output"));
    line("'key=value&…'", tool_text("cli.state"));
    return out + "\n" + std::string(tool_text("cli.examples")) + "\n";
}

} // namespace

std::vector<Tensor> shown_in(const StageInfo& stage) {
    std::vector<Tensor> out;
    for (const auto& from : stage.from)
        if (from && stage_of(*from) == stage.id) out.push_back(*from);
    for (const auto& made : stage.makes)
        if (made) out.push_back(*made);
    return out;
}

Reply command_line(const std::vector<std::string>& words) {
    const FileRead nothing{.error = std::string(tool_text("cli.unreadable"))};
    return command_line(words, [&](const std::string&) { return nothing; });
}

Reply command_line(const std::vector<std::string>& words, const FileReader& read) {
    if (words.empty()) return {.exit_code = 2, .err = help()};
    for (const std::string& word : words)
        if (word == "help" || word == "--help" || word == "-h") return {.out = help()};
    if (words[0] == "weights") return weights_reply(words, read);
    if (words[0] == "eval") return {.exit_code = 2, .err = "attn: " + std::string(tool_text("cli.eval_alone")) + "\n"};
    const bool explains = words[0] == "explain";
    const bool measures = words[0] == "measure";
    const bool exports = words[0] == "export";
    if (words[0] != "run" && !explains && !measures && !exports)
        return {.exit_code = 2, .err = "attn: " + tool_text("cli.no_command", {{"word", words[0]}}) + "\n"};

    const ExportRequest wanted = export_request(words);
    if (!wanted.error.empty()) return {.exit_code = 2, .err = "attn: " + wanted.error + "\n"};
    const LayerRequest layer = layer_request(wanted.words, read);
    if (!layer.error.empty()) return {.exit_code = layer.exit_code, .err = layer.error};
    const Request request = request_of(layer.words, layer.config);
    Reply reply;
    for (const Notice& notice : request.notices) reply.err += "attn: " + text(learner_words(), notice.says) + "\n";
    const auto give_up = [&](std::string_view why) {
        reply.exit_code = 2;
        reply.err += "attn: " + std::string(why) + "\n";
        return reply;
    };
    if (!request.error.empty()) return give_up(request.error);

    const Config& config = request.config;
    const Projections projections = layer.projections ? *layer.projections : projections_of(config);
    if (const auto why = misfit(config, projections); why && layer.projections) return give_up(tool_text(*why));
    const Run done = run(config, projections);
    const Trace& trace = done.trace;
    if (const auto inactive = inactive_edits(done))
        reply.err += "attn: " + text(learner_words(), inactive->says) + "\n";
    if (!layer.save_to.empty()) reply.file = saved(layer.save_to, config, trace.projections);
    if (exports) {
        Exported file = exported(learner_words(), snippet_words(kLanguage), wanted, done);
        if (!file.error.key.empty()) return give_up(tool_text(file.error));
        if (wanted.output.empty()) reply.out.assign(file.bytes.begin(), file.bytes.end());
        else reply.file = {wanted.output, std::move(file.bytes)};
    } else if (explains) {
        const std::string named = request.cell.empty() ? linked_cell(request) : request.cell;
        const auto cell = cell_of(trace, named);
        if (!cell) return give_up(tool_text("cli.no_cell", {{"value", named}, {"tensors", keys_of(kTensors)}}));
        reply.out = explained(done, *cell);
    } else if (measures) {
        reply.out = request.json ? measures_as_json(trace) : measures_as_table(trace);
    } else {
        reply.out = request.json ? stages_as_json(done, request.only) : stages_as_tables(done, request.only);
    }
    return reply;
}

} // namespace attn
