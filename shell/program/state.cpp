#include "state.h"

#include <algorithm>

#include "engine/run/remarks.h"
#include "engine/words/text.h"

namespace attn {

std::span<const std::string_view> stage_keys() {
    static const auto keys = key_list(kStages);
    return keys;
}

std::span<const std::string_view> matrix_keys() {
    static const auto keys = [] {
        std::array<std::string_view, kTensorCount + 1> out{"auto"};
        std::ranges::copy(key_list(kTensors), out.begin() + 1);
        return out;
    }();
    return keys;
}

void read_custom(const Param& p, std::string_view words, Pin& out, Notices& notices) {
    Pin pin;
    if (!words.empty() && words != "none") {
        Config run;
        // What is said about single settings was said when they were set, and a bad one has a good value now. That
        // cross-attention begins unmasked is no fault.
        const auto fault = [](const Notice& n) { return n.says.key != kUnmasked; };
        if (words.size() > static_cast<std::size_t>(p.max_bytes) || std::ranges::any_of(parse(words, run), fault) ||
            problem(run))
            return notices.push_back(refused(p, "notice.not_a_run", words));
        pin.run = run;
    }
    out = pin;
}

std::string custom_text(const Pin& pin) {
    if (!pin.run) return "none";
    const std::string settings = format(*pin.run);
    return settings.empty() ? "seed=" + std::to_string(pin.run->seed) : settings; // the run of the defaults
}

namespace {
Tensor selected_tensor(const AppState& s) {
    if (s.view == View::words) return Tensor::weights;
    const int choice = static_cast<int>(s.matrix);
    return choice == 0 ? result_of(s.stage) : static_cast<Tensor>(choice - 1);
}
} // namespace

std::optional<Cell> selection(const AppState& s, const Trace& trace) {
    if (s.row == 0 || s.col == 0) return std::nullopt;
    const Tensor tensor = selected_tensor(s);
    const int head = info(tensor).per_head ? s.head - 1 : 0;
    const Matrix& m = matrix(trace, tensor, head);
    const Cell cell{tensor, head, std::min(s.row, static_cast<int>(m.rows())) - 1,
                    std::min(s.col, static_cast<int>(m.cols())) - 1};
    return contains(trace, cell) ? std::optional(cell) : std::nullopt;
}

Notices confine_selection(AppState& s, const Trace& trace, std::string_view settings) {
    Notices notices;
    const Matrix& m = matrix(trace, selected_tensor(s), s.head - 1);
    const auto confine = [&](std::string_view key, int& value, Index count) {
        const auto max = static_cast<int>(count);
        const bool beyond = value > max;
        value = std::min(value, max);
        if (!beyond) return;
        for (const auto& [name, wanted] : key_values(settings))
            if (name == key)
                notices.push_back({std::string(key), said("notice.clamped", {{"label", param_key(key), Filling::as_key},
                                                                             {"value", wanted.substr(0, 12)},
                                                                             {"used", std::to_string(max)},
                                                                             {"min", "0"},
                                                                             {"max", std::to_string(max)}})});
    };
    confine("row", s.row, m.rows());
    confine("col", s.col, m.cols());
    return notices;
}

void select(AppState& s, const std::optional<Cell>& cell) {
    s.row = cell ? cell->row + 1 : 0;
    s.col = cell ? cell->col + 1 : 0;
    const bool is_result = !cell || cell->tensor == result_of(s.stage);
    s.matrix = static_cast<MatrixChoice>(is_result ? 0 : static_cast<int>(cell->tensor) + 1);
    if (cell && info(cell->tensor).per_head) s.head = cell->head + 1;
}

void apply_preset(AppState& s, PresetChoice preset) {
    apply_preset(s.config, preset);
    select(s, std::nullopt);
    s.head = 1, s.lead = 0;
}

void preset_baseline(AppState& start, const AppState& wanted) {
    const PresetChoice kept = start.config.preset;
    if (kept != wanted.config.preset) apply_preset(start, wanted.config.preset);
    start.config.preset = kept;
    preset_baseline(start.config, wanted.config);
}

void fit(AppState& s) {
    if (!offered(s.config, s.stage))
        s.stage = offered_stages(s.config)[static_cast<std::size_t>(stage_index(s.config, s.stage))];
    s.head = std::clamp(s.head, 1, s.config.heads);
}

Notices apply(AppState& state, std::optional<Draft>& draft, std::string_view settings) {
    AppState wanted = state;
    if (draft) wanted.config.heads = draft->heads, wanted.config.d_model = draft->d_model;
    draft.reset();
    Notices notices = parse(settings, wanted);
    const auto keep_good = [&](std::string_view key, auto&& restore) {
        const auto trouble = problem(wanted.config);
        if (!trouble || trouble->key != key) return;
        notices.push_back(*trouble);
        restore();
    };
    keep_good("text", [&] {
        notices.back().refused = true;
        wanted.config.text = state.config.text;
        wanted.config.unit = state.config.unit;
    });
    keep_good("heads", [&] {
        draft = {wanted.config.heads, wanted.config.d_model};
        notices.back().refused = true;
        wanted.config.heads = state.config.heads;
        wanted.config.d_model = state.config.d_model;
    });
    keep_good("kv-heads",
              [&] { wanted.config.kv_heads = state.config.kv_heads, wanted.config.heads = state.config.heads; });
    // A preset's own numbers may have been all that made other values possible: then nothing changes.
    if (const auto trouble = problem(wanted.config)) {
        if (notices.empty() || !notices.back().refused) notices.push_back(*trouble), notices.back().refused = true;
        for (Notice& remark : remarks(wanted.config))
            if (remark.key == "preset") notices.push_back(std::move(remark));
        wanted.config = state.config;
    }
    for (Notice& remark : remarks(wanted.config)) notices.push_back(std::move(remark));
    fit(wanted);
    wanted.camera = confined(wanted.camera);
    state = wanted;
    return notices;
}

} // namespace attn
