#include "cli_print.h"

#include <algorithm>
#include <array>
#include <vector>

#include "cli_words.h"
#include "engine/formats/json.h"
#include "engine/formats/number.h"
#include "engine/formats/utf8.h"
#include "engine/stages/cell_formula.h"
#include "engine/stages/describe.h"
#include "engine/stages/preset_words.h"

namespace attn {

namespace {

constexpr int kDecimals = 4;
constexpr int kWidestName = 16; // longer token names are cut, or one long word would stretch every column

std::string spaces(int count) { return std::string(static_cast<std::size_t>(std::max(count, 0)), ' '); }
std::string flush_right(const std::string& s, int width) { return spaces(width - display_width(s)) + s; }
std::string flush_left(const std::string& s, int width) { return s + spaces(width - display_width(s)); }

std::string short_name(const std::string& name) {
    if (display_width(name) <= kWidestName) return name;
    std::string out;
    for (const std::string& character : characters(name)) {
        if (display_width(out + character) > kWidestName - 1) break;
        out += character;
    }
    return out + "…";
}

std::string table(const Run& run, Tensor tensor, int head) {
    const Trace& t = run.trace;
    const Matrix& m = matrix(t, tensor, head);
    const int rows = static_cast<int>(m.rows()), cols = static_cast<int>(m.cols());
    int name_width = 0;
    for (int i = 0; i < rows; ++i)
        name_width = std::max(name_width, display_width(short_name(row_label(t, tensor, i))));
    std::vector<int> widths;
    for (int j = 0; j < cols; ++j) {
        int width = display_width(short_name(col_label(t, tensor, j)));
        for (int i = 0; i < rows; ++i)
            width = std::max(width, display_width(value_text(run, {tensor, head, i, j}, kDecimals)));
        widths.push_back(width + 2);
    }
    std::string out =
        tensor_name(learner_words(), tensor, head) + " [" + std::to_string(rows) + " × " + std::to_string(cols) + "]\n";
    out += spaces(2 + name_width);
    for (int j = 0; j < cols; ++j)
        out += flush_right(short_name(col_label(t, tensor, j)), widths[static_cast<std::size_t>(j)]);
    out += "\n";
    for (int i = 0; i < rows; ++i) {
        out += "  " + flush_left(short_name(row_label(t, tensor, i)), name_width);
        for (int j = 0; j < cols; ++j)
            out += flush_right(value_text(run, {tensor, head, i, j}, kDecimals), widths[static_cast<std::size_t>(j)]);
        out += "\n";
    }
    return out + "\n";
}

// The run in a few lines: every setting (the special ones only when they are used), then what follows from them.
std::string heading(const Config& config, const Trace& t) {
    std::string out;
    const std::string special = "&" + format(config);
    for_each_param(config, [&](const Param& p, const auto& member) {
        if (!is_option(p)) return;
        const std::string key(p.key), value = param_text(p, member);
        const bool quiet = p.group == "attention" || p.group == "edit" || p.key == "preset";
        if (quiet && special.find("&" + key + "=") == std::string::npos) return;
        const std::string name = p.kind == Kind::choice ? std::string(choice_title(learner_words(), p, value)) : value;
        out += (out.empty()                          ? ""
                : p.key == "text" || p.key == "unit" ? "\n"
                                                     : " · ") +
               std::string(param_title(learner_words(), p)) + ": " + name;
    });
    return out + "\n" +
           tool_text(scaled_as_in_paper(t) ? "cli.follows" : "cli.follows_factor",
                     {{"tokens", std::to_string(t.tokens.size())},
                      {"d_k", std::to_string(t.d_k)},
                      {"scale", factor_text(t.factor)}}) +
           "\n\n";
}

bool chosen(const Config& config, const StageInfo& stage, std::optional<Stage> only) {
    return only ? *only == stage.id : offered(config, stage.id);
}

// The learned matrices: they are under "model" in JSON.
bool is_learned(const TensorInfo& t) { return t.key.starts_with("w_") || t.key.starts_with("b_"); }

// What a stage shows: the inputs that are first used in it, then what it makes.
std::vector<Tensor> shown_in(const StageInfo& stage) {
    std::vector<Tensor> out;
    for (const auto& from : stage.from)
        if (from && stage_of(*from) == stage.id) out.push_back(*from);
    for (const auto& made : stage.makes)
        if (made) out.push_back(*made);
    return out;
}

} // namespace

std::string stages_as_tables(Run& run, std::optional<Stage> only) {
    const Config& config = run.config;
    Trace& t = run.trace;
    std::string out = heading(config, t);
    for (const StageInfo& stage : kStages) {
        if (!chosen(config, stage, only)) continue;
        const std::string title = std::to_string(stage_index(config, stage.id) + 1) + ". " +
                                  std::string(stage_title(learner_words(), stage.id));
        out += "━━ " + title + " ━━  " + plain_formula(stage_formula(t, stage.id)) + "\n";
        out += stage_does(learner_words(), run, stage.id) + "\n\n";
        for (const Tensor tensor : shown_in(stage))
            for (int h = 0; has(t, tensor) && h < (info(tensor).per_head ? t.heads : 1); ++h) {
                out += table(run, tensor, h);
                t.by_head.release(h);
            }
    }
    return out;
}

std::string stages_as_json(Run& run, std::optional<Stage> only) {
    const Config& config = run.config;
    Trace& t = run.trace;
    JsonWriter json;
    json.object().key("config").object();
    for_each_param(config, [&](const Param& p, const auto& member) {
        using Member = std::remove_cvref_t<decltype(member)>;
        if (!is_option(p)) return;
        if constexpr (std::is_arithmetic_v<Member>) json.member(p.key, member);
        else json.member(p.key, param_text(p, member));
    });
    json.end().key("tokens").array();
    for (const Token& token : t.tokens) json.value(token.text);
    json.end();
    if (!t.memory_tokens.empty()) {
        json.key("memory_tokens").array();
        for (const Token& token : t.memory_tokens) json.value(token.text);
        json.end();
    }
    json.member("d_k", t.d_k).member("scale", t.scale).key("stages").array();
    for (const StageInfo& stage : kStages) {
        if (!chosen(config, stage, only)) continue;
        json.object().member("key", stage.key).member("title", stage_title(learner_words(), stage.id));
        json.member("formula", stage_formula(t, stage.id)).key("matrices").array();
        for (const Tensor tensor : shown_in(stage)) {
            const TensorInfo& about = info(tensor);
            if (is_learned(about) || !has(t, tensor)) continue;
            for (int h = 0; h < (about.per_head ? t.heads : 1); ++h) {
                const Matrix& m = matrix(t, tensor, h);
                json.object().member("key", about.key).member("name", tensor_name(learner_words(), tensor, h));
                json.key("head").raw(about.per_head ? std::to_string(h + 1) : "null");
                json.member("rows", static_cast<int>(m.rows())).member("cols", static_cast<int>(m.cols()));
                json.key("values").raw(json_matrix(m)).end();
                t.by_head.release(h);
            }
        }
        json.end().end();
    }
    json.end().key("model").object();
    for (const TensorInfo& about : kTensors)
        if (is_learned(about) && has(t, about.id)) json.key(about.key).raw(json_matrix(matrix(t, about.id, 0)));
    return json.end().end().take() + "\n";
}

std::string plain_formula(std::string_view tex) {
    // The formulas of kStages use no more TeX than this. Order matters: braces are dropped last.
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> plain{{
        {"\\frac{", ""},
        {"}{", " / "},
        {"\\sqrt{", "√"},
        {"\\quad ", " "},
        {"\\dots", "…"},
        {"^T", "ᵀ"},
        {"}", ""},
    }};
    std::string out(tex);
    for (const auto& [from, to] : plain)
        for (auto at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size()))
            out.replace(at, from.size(), to);
    return out;
}

int display_width(std::string_view text) {
    int width = 0;
    for (const std::string& character : characters(text)) {
        std::string_view rest = character;
        const char32_t c = take_code_point(rest);
        const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                          (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                          (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                          (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFF);
        width += wide ? 2 : 1;
    }
    return width;
}

} // namespace attn
