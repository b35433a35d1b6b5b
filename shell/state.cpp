#include "state.h"

#include <algorithm>

namespace attn {

std::span<const std::string_view> stage_keys() {
    static const auto keys = [] {
        std::array<std::string_view, kStageCount> out;
        std::transform(kStages.begin(), kStages.end(), out.begin(), [](const StageInfo& s) { return s.key; });
        return out;
    }();
    return keys;
}

std::span<const std::string_view> matrix_keys() {
    static const auto keys = [] {
        std::array<std::string_view, kTensorCount + 1> out{"auto"};
        std::transform(kTensors.begin(), kTensors.end(), out.begin() + 1, [](const TensorInfo& t) { return t.key; });
        return out;
    }();
    return keys;
}

std::optional<Cell> selection(const AppState& s, const Trace& trace) {
    if (s.row == 0 || s.col == 0) return std::nullopt;
    const int choice = static_cast<int>(s.matrix);
    const Tensor tensor = choice == 0 ? result_of(s.stage) : static_cast<Tensor>(choice - 1);
    const Cell cell{tensor, info(tensor).per_head ? s.head - 1 : 0, s.row - 1, s.col - 1};
    return contains(trace, cell) ? std::optional(cell) : std::nullopt;
}

void select(AppState& s, const std::optional<Cell>& cell) {
    s.row = cell ? cell->row + 1 : 0;
    s.col = cell ? cell->col + 1 : 0;
    const bool is_result = !cell || cell->tensor == result_of(s.stage);
    s.matrix = static_cast<MatrixChoice>(is_result ? 0 : static_cast<int>(cell->tensor) + 1);
    if (cell && info(cell->tensor).per_head) s.head = cell->head + 1;
}

Notices apply(AppState& state, std::string_view settings) {
    AppState wanted = state;
    Notices notices = parse(settings, wanted);
    const auto keep_good = [&](std::string_view key, auto&& restore) {
        const auto trouble = problem(wanted.config);
        if (!trouble || trouble->key != key) return;
        notices.push_back(*trouble);
        restore();
    };
    keep_good("text", [&] { wanted.config.text = state.config.text, wanted.config.unit = state.config.unit; });
    keep_good("heads", [&] {
        wanted.config.heads = state.config.heads;
        wanted.config.d_model = state.config.d_model;
    });
    keep_good("kv-heads",
              [&] { wanted.config.kv_heads = state.config.kv_heads, wanted.config.heads = state.config.heads; });
    // A stage that this run does not have gives way to the one before it.
    if (!offered(wanted.config, wanted.stage))
        wanted.stage =
            offered_stages(wanted.config)[static_cast<std::size_t>(stage_index(wanted.config, wanted.stage))];
    for (Notice& remark : remarks(wanted.config)) notices.push_back(std::move(remark));
    wanted.head = std::clamp(wanted.head, 1, wanted.config.heads);
    state = wanted;
    return notices;
}

} // namespace attn
