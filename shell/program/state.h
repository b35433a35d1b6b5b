// What a link can carry: the configuration and everything about how it is looked at. Inputs only.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "engine/analysis/scaling.h"
#include "engine/run/config.h"
#include "engine/run/view_keys.h"
#include "engine/stages/explain.h"
#include "engine/stages/stage.h"
#include "shell/layout/appearance.h"
#include "shell/layout/camera.h"

namespace attn {

// 0 = the result of the stage, n = kTensors[n - 1].
enum class MatrixChoice : int {};
// What fills the canvas: the sentence with arcs from word to word, one stage, the whole pipeline, two runs or heads side
// by side, the experiment of scaling.
enum class View { words, stage, map, compare, scaling };
enum class ThemeChoice { automatic, light, dark, contrast };
enum class Motion { automatic, full, reduce };
// What the view "compare" puts beside the run that is shown: another of its heads, a run that was pinned before, or the
// same run without the mistakes that are made on purpose.
enum class Against { head, pin, right };

// A run that is kept to be compared with. In text: none, or the settings of its configuration.
struct Pin {
    std::optional<Config> run{};
    bool operator==(const Pin&) const = default;
};
void read_custom(const Param&, std::string_view, Pin&, Notices&);
std::string custom_text(const Pin&);

// A cell that is blank until somebody says what they expect in it (ask.h), and what they said. In text: none or
// matrix.row.column; none or a number.
struct Ask {
    std::optional<Cell> cell{}; // of the head that is shown
    bool operator==(const Ask&) const = default;
};
struct Guess {
    std::optional<float> value{};
    bool operator==(const Guess&) const = default;
};
void read_custom(const Param&, std::string_view, Ask&, Notices&);
std::string custom_text(const Ask&);
void read_custom(const Param&, std::string_view, Guess&, Notices&);
std::string custom_text(const Guess&);

struct AppState {
    Config config;
    View view = View::stage;
    Camera camera; // from where stage and map are looked at
    Stage stage = Stage::tokens;
    double time = 1;       // moment within the stage: 0 begins, 1 done
    int head = 1;          // the head that is shown, from 1
    MatrixChoice matrix{}; // of the selected cell
    int row = 0, col = 0; // of the selected cell, from 1; 0 = none. In the view "words": who asks, and who is looked at
    int lead = 0;         // the query that each stage begins with, from 1; 0 = which, is left to the stage
    bool all_heads = false; // the view "words" shows the arcs of all of them
    Against against{};
    int other_head = 2; // compared with `head`, from 1
    Pin pin{};
    int experiment_d_k = 64; // width of a head in the experiment of scaling
    Ask ask{};
    Guess guess{};
    double speed = 1;
    bool through = false; // played, the stages follow each other without a stop
    bool autoplay = false;
    bool pencil = false;   // a tap types a number or paints, and a finger's drag does not scroll
    bool readonly = false; // numbers and mask stay as they are
    ThemeChoice theme = ThemeChoice::automatic;
    Motion motion = Motion::automatic;

    bool operator==(const AppState&) const = default;
};

inline constexpr std::array<std::string_view, 5> kViews{"words", "stage", "map", "compare", "scaling"};
inline constexpr std::array<std::string_view, 3> kAgainst{"head", "pin", "right"};
inline constexpr std::array<std::string_view, 4> kThemeChoices{"auto", "light", "dark", "contrast"};
inline constexpr std::array<std::string_view, 3> kMotions{"auto", "full", "reduce"};

// The keys of kStages, and of kTensors after "auto", as choices.
std::span<const std::string_view> stage_keys();
std::span<const std::string_view> matrix_keys();

// The engine's list of parameters, then the view's. AppState may be const.
template <class S, class Visit>
    requires std::is_same_v<std::remove_const_t<S>, AppState>
void for_each_param(S& s, Visit&& visit) {
    for_each_param(s.config, visit);
    visit(Param{.key = "scene", .kind = Kind::choice, .group = "lesson", .choices = kViews}, s.view);
    visit(Param{.key = "zoom",
                .kind = Kind::real,
                .group = "lesson",
                .min = 1,
                .max = kMaxZoom,
                .step = 0.5,
                .decimals = 3},
          s.camera.zoom);
    Param at{.key = "at-x", .kind = Kind::real, .group = "lesson", .min = 0, .max = 1, .step = 0.05, .decimals = 5};
    visit(at, s.camera.x);
    at.key = "at-y";
    visit(at, s.camera.y);
    visit(Param{.key = "stage", .kind = Kind::choice, .group = "lesson", .choices = stage_keys()}, s.stage);
    visit(Param{.key = "time", .kind = Kind::real, .group = "lesson", .min = 0, .max = 1, .step = 0.01, .decimals = 3},
          s.time);
    visit(Param{.key = "head", .kind = Kind::integer, .group = "lesson", .min = 1, .max = kMaxHeads}, s.head);
    visit(Param{.key = "all-heads", .kind = Kind::flag, .group = "lesson"}, s.all_heads);
    visit(Param{.key = "matrix", .kind = Kind::choice, .group = "lesson", .choices = matrix_keys()}, s.matrix);
    visit(Param{.key = "row", .kind = Kind::integer, .group = "lesson", .min = 0, .max = kMaxTokens}, s.row);
    visit(Param{.key = "col", .kind = Kind::integer, .group = "lesson", .min = 0, .max = kMaxTokens}, s.col);
    visit(Param{.key = "lead", .kind = Kind::integer, .group = "lesson", .min = 0, .max = kMaxTokens}, s.lead);
    visit(Param{.key = "against", .kind = Kind::choice, .group = "lesson", .choices = kAgainst}, s.against);
    visit(Param{.key = "other-head", .kind = Kind::integer, .group = "lesson", .min = 1, .max = kMaxHeads},
          s.other_head);
    visit(Param{.key = "pin", .kind = Kind::text, .group = "lesson", .max_bytes = 64000}, s.pin);
    visit(Param{.key = "d-k", .kind = Kind::integer, .group = "lesson", .min = 1, .max = kExperimentMaxWidth},
          s.experiment_d_k);
    visit(Param{.key = "ask", .kind = Kind::text, .group = "lesson", .max_bytes = 60}, s.ask);
    visit(Param{.key = "guess", .kind = Kind::text, .group = "lesson", .max_bytes = 30}, s.guess);
    visit(Param{.key = "speed", .kind = Kind::real, .group = "lesson", .min = 0.25, .max = 4, .step = 0.25}, s.speed);
    visit(Param{.key = "through", .kind = Kind::flag, .group = "lesson"}, s.through);
    visit(Param{.key = "autoplay", .kind = Kind::flag, .group = "lesson"}, s.autoplay);
    visit(Param{.key = "pencil", .kind = Kind::flag, .group = "lesson"}, s.pencil);
    visit(Param{.key = "readonly", .kind = Kind::flag, .group = "lesson"}, s.readonly);
    visit(Param{.key = "theme", .kind = Kind::choice, .group = "look", .choices = kThemeChoices}, s.theme);
    visit(Param{.key = "motion", .kind = Kind::choice, .group = "look", .choices = kMotions}, s.motion);
}

// Choosing a preset; see settings.h. A cell or a head that was chosen before belonged to another picture.
void apply_preset(AppState&, PresetChoice);
void preset_baseline(AppState& start, const AppState& wanted);
inline void settle(const AppState& before, AppState& now, const KeyValues& named, Notices& notices) {
    settle(before.config, now.config, named, notices);
}
inline bool is_named(const AppState& start, const AppState& wanted, const Param& p) {
    return is_named(start.config, wanted.config, p);
}

// The selected cell; a row or column beyond the matrix means its last one, so that a selection survives the way
// through matrices of other shapes.
std::optional<Cell> selection(const AppState&, const Trace&);
void select(AppState&, const std::optional<Cell>&);

// Values that only make sense together and do not yet: 8 heads while there are 6 columns. They wait, and are
// judged again with everything that is set later, until they fit.
struct Draft {
    int heads = 0, d_model = 0;
    bool operator==(const Draft&) const = default;
};

// Applies partial settings text to `state`. A configuration that cannot run keeps its last good values and
// says so; the rest of the text still counts. The head is brought back into range.
Notices apply(AppState& state, std::optional<Draft>& draft, std::string_view settings);

// Brings what depends on the configuration back into its range: a stage that this run does not have gives way to the
// one before it, and the head is one that there is.
void fit(AppState&);

// Brings the selected row and column back into their matrix, and says so of those that `settings` names.
Notices confine_selection(AppState&, const Trace&, std::string_view settings);

} // namespace attn
