#include "config.h"

#include <algorithm>

#include "engine/formats/number.h"

namespace attn {

Config preset_config(PresetChoice preset) {
    Config config;
    parse(info(preset).settings, config);
    config.preset = preset;
    return config;
}

const Given* given_of(const Config& c) {
    const Given* given = c.opened.get();
    return given && !c.file.empty() && given->file == c.file && given->layer == c.layer ? given : nullptr;
}

bool needs_file(const Config& c) { return !c.file.empty() && !given_of(c); }

namespace {
// The width and the heads of its vectors, as the file has them.
void take_shape(Config& c, const Given& g) {
    c.d_model = static_cast<int>(width_of(g));
    c.heads = g.heads;
    c.kv_heads = g.kv_heads;
}
} // namespace

void apply_preset(Config& config, PresetChoice preset) {
    Opened opened = std::move(config.opened);
    config = preset_config(preset);
    config.opened = std::move(opened);
}

void preset_baseline(Config& start, const Config& wanted) {
    const PresetChoice kept = start.preset;
    if (kept != wanted.preset) start = preset_config(wanted.preset);
    start.preset = kept;
    if (const Given* given = given_of(wanted)) take_shape(start, *given);
}

namespace {

bool reads_memory(const Config& c) { return !tokenised(c.memory, c.unit).empty(); }

bool names(const KeyValues& named, std::string_view key) {
    return std::ranges::any_of(named, [&](const auto& pair) { return pair.first == key; });
}

// "1 2 3": names for rows that came without any.
std::string counted_to(Index rows) {
    std::string out;
    for (Index i = 1; i <= rows; ++i) out += (i > 1 ? " " : "") + std::to_string(i);
    return out;
}

// The sentences have as many tokens as the file has rows for them.
void take_rows(Config& c, const Given& g) {
    for (const auto& [rows, sentence] : {std::pair{g.x.rows(), &Config::text}, {g.memory.rows(), &Config::memory}})
        if (rows > 0 && rows != static_cast<Index>(tokenised(c.*sentence, c.unit).size())) {
            c.*sentence = counted_to(rows);
            c.unit = Unit::words;
        }
    if (g.x.size() > 0) c.pad = 0;
}

// The names of a memory's rows go with the file that they were counted for.
void leave_rows(Config& c, const Given& was) {
    if (was.memory.rows() > 0 && c.memory == counted_to(was.memory.rows())) c.memory.clear();
}

// A file decides how wide vectors are and, until they are chosen, how many heads there are.
void settle_file(const Config& before, Config& now, const KeyValues& named, Notices& notices) {
    const Given *was = given_of(before), *is = given_of(now);
    if (!is && !was) return;
    Config shaped;
    if (is) take_shape(shaped, *is);
    if (is != was) {
        if (!names(named, "heads")) now.heads = shaped.heads;
        if (was && !names(named, "memory")) leave_rows(now, *was);
        if (is) take_rows(now, *is);
    }
    // Fewer heads for keys than for queries are in the widths of the projections.
    if (is && is->projections.w_q.size() > 0) now.kv_heads = kv_heads_in(is->projections, now.heads);
    else if (is != was && !names(named, "kv-heads")) now.kv_heads = shaped.kv_heads;
    if (is && now.d_model != shaped.d_model && names(named, "d-model"))
        notices.push_back({"d-model", said("notice.width_of_file", {{"width", std::to_string(shaped.d_model)}})});
    if (is || !names(named, "d-model")) now.d_model = shaped.d_model;
}

} // namespace

void take_file(Config& c, Opened opened) {
    if (const Given* was = given_of(c)) leave_rows(c, *was);
    c.opened = std::move(opened);
    c.file = c.opened->file;
    c.layer = c.opened->layer;
    c.edits = {};
    take_shape(c, *c.opened);
    take_rows(c, *c.opened);
}

void settle(const Config& before, Config& now, const KeyValues& named, Notices& notices) {
    settle_file(before, now, named, notices);
    const bool causal = now.mask == Masking::causal || now.mask == Masking::both;
    if (!causal || names(named, "mask")) return;
    if (reads_memory(before) || !reads_memory(now)) return;
    now.mask = now.mask == Masking::both ? Masking::padding : Masking::none;
    notices.push_back({"mask", said(kUnmasked)});
}

bool is_named(const Config& start, const Config& wanted, const Param& p) {
    return p.key == "mask" && reads_memory(wanted) && !reads_memory(start);
}

void read_custom(const Param& p, std::string_view words, ScaleChoice& out, Notices& notices) {
    if (words == "auto") out.number = std::nullopt;
    else if (words == "off") out.number = 1.0;
    else {
        double number = 0;
        Notices said;
        read_real(p, words, number, said);
        if (said.empty() || !said.back().refused) out.number = number;
        else said = {refused(p, "notice.not_a_scale", words)};
        notices.insert(notices.end(), said.begin(), said.end());
    }
}

void read_custom(const Param& p, std::string_view words, Paint& out, Notices& notices) {
    if (const auto paint = paint_of(words)) out = *paint;
    else notices.push_back(refused(p, "notice.not_paint", words));
}

void read_custom(const Param& p, std::string_view words, Edits& out, Notices& notices) {
    if (auto edits = edits_of(words)) out = std::move(*edits);
    else notices.push_back(refused(p, "notice.not_edits", words));
}

void read_custom(const Param& p, std::string_view words, Mistakes& out, Notices& notices) {
    Mistakes wanted;
    for (std::string_view rest = words == "none" ? "" : words; !rest.empty();) {
        const auto comma = rest.find(',');
        const MistakeInfo* mistake = mistake_named(rest.substr(0, comma));
        if (!mistake || comma + 1 == rest.size()) return notices.push_back(refused(p, "notice.not_a_mistake", words));
        wanted.*mistake->on = true;
        rest = comma == std::string_view::npos ? "" : rest.substr(comma + 1);
    }
    out = wanted;
}

std::string custom_text(const ScaleChoice& scale) {
    return !scale.number ? "auto" : *scale.number == 1.0 ? "off" : shortest(*scale.number);
}

std::string custom_text(const Paint& paint) { return paint_text(paint); }

std::string custom_text(const Edits& edits) { return edits_text(edits); }

std::string custom_text(const Mistakes& mistakes) {
    std::string out;
    for (const MistakeInfo& m : kMistakes)
        if (mistakes.*m.on) out += (out.empty() ? "" : ",") + std::string(m.key);
    return out.empty() ? "none" : out;
}

double dropout_of(const Config& config) {
    return config.dropout > 0 ? config.dropout : config.mistakes.dropout_left_on ? 0.1 : 0.0;
}

} // namespace attn
