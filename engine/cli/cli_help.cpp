#include "cli_help.h"

#include <algorithm>

#include "cli_print.h"
#include "cli_words.h"
#include "engine/formats/join.h"
#include "engine/formats/number.h"
#include "engine/run/config.h"
#include "engine/stages/stage.h"

namespace attn {

std::string help() {
    std::string out = std::string(tool_text("cli.about")) + "\n\n";
    const auto line = [&](const std::string& left, std::string_view right) {
        const int gap = std::max(2, 22 - display_width(left));
        out += "  " + left + std::string(static_cast<std::size_t>(gap), ' ') + std::string(right) + "\n";
    };
    for (const char* command : {"run", "explain", "measure", "export", "eval", "gradient", "train", "weights", "verify",
                                "bench", "sweep-exp", "help"})
        line("attn " + std::string(command), tool_text("cli." + std::string(command)));
    out += "\n" + std::string(tool_text("cli.options")) + "\n";
    const Config defaults;
    for_each_param(defaults, [&](const Param& p, const auto& member) {
        if (!is_option(p)) return;
        const std::string key(p.key);
        std::string range, placeholder = "N";
        if (p.kind == Kind::text) placeholder = "S";
        if (p.kind == Kind::choice) placeholder = "NAME";
        if (p.kind == Kind::flag) placeholder = "on|off";
        if (p.kind == Kind::choice) range = with_commas(p.choices);
        if (p.kind == Kind::integer || p.kind == Kind::real) range = shortest(p.min) + "–" + shortest(p.max);
        const std::string value = param_text(p, member);
        const char* tail = !range.empty() ? "cli.range_default" : value.empty() ? "cli.default_empty" : "cli.default";
        line("--" + key + " " + placeholder,
             std::string(param_help(learner_words(), p)) + tool_text(tail, {{"range", range}, {"value", value}}));
    });
    line("--stage KEY", tool_text("cli.stage", {{"stages", with_commas(kStages, &StageInfo::key)}}));
    line("--table", tool_text("cli.table"));
    line("--json", tool_text("cli.json"));
    line("--cell CELL", tool_text("cli.cell", {{"tensors", with_commas(kTensors, &TensorInfo::key)}}));
    line("--weights FILE", tool_text("cli.take_weights"));
    line("--layer PREFIX", tool_text("cli.layer"));
    line("--layout NAME", tool_text("cli.layout"));
    line("--save FILE", tool_text("cli.save"));
    line("--output FILE", tool_text("cli.export.output"));
    line("--steps N", tool_text("cli.train.steps"));
    line("--resume FILE", tool_text("cli.train.resume"));
    line("--weights-only", tool_text("cli.train.weights_only"));
    line("'key=value&…'", tool_text("cli.state"));
    return out + "\n" + std::string(tool_text("cli.examples")) + "\n";
}

} // namespace attn
