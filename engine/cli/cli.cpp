#include "cli.h"

#include "cli_export.h"
#include "cli_help.h"
#include "cli_layer.h"
#include "cli_measure.h"
#include "cli_print.h"
#include "cli_request.h"
#include "cli_train.h"
#include "cli_verify.h"
#include "cli_weights.h"
#include "cli_words.h"
#include "engine/attention/projections.h"
#include "engine/formats/join.h"
#include "engine/formats/number.h"
#include "engine/run/run.h"
#include "engine/stages/describe.h"

namespace attn {

namespace {

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

} // namespace

Reply command_line(const std::vector<std::string>& words) {
    const FileRead nothing{.error = std::string(tool_text("cli.unreadable"))};
    return command_line(words, [&](const std::string&) { return nothing; });
}

Reply command_line(const std::vector<std::string>& words, const FileReader& read) {
    if (words.empty()) return {.exit_code = 2, .err = help()};
    for (const std::string& word : words)
        if (word == "help" || word == "--help" || word == "-h") return {.out = help()};
    if (words[0] == "weights") return weights_reply(words, read);
    if (words[0] == "verify") return verify_reply(words, read);
    if (words[0] == "train") return train_reply(words, read);
    if (words[0] == "eval" || words[0] == "gradient")
        return {.exit_code = 2, .err = "attn: " + tool_text("cli.lines_alone", {{"command", words[0]}}) + "\n"};
    const bool explains = words[0] == "explain";
    const bool measures = words[0] == "measure";
    const bool exports = words[0] == "export";
    if (words[0] != "run" && !explains && !measures && !exports)
        return {.exit_code = 2, .err = "attn: " + tool_text("cli.no_command", {{"word", words[0]}}) + "\n"};

    const ExportRequest wanted = export_request(words);
    if (!wanted.error.empty()) return {.exit_code = 2, .err = "attn: " + wanted.error + "\n"};
    const LayerRequest layer = layer_request(wanted.words, read);
    if (!layer.error.empty()) return {.exit_code = layer.exit_code, .err = layer.error};
    RunRequest request = run_request(layer.words, layer.config, layer.projections.has_value());
    Reply reply{.err = layer.remark};
    for (const Notice& notice : request.notices) reply.err += "attn: " + text(learner_words(), notice.says) + "\n";
    const auto give_up = [&](std::string_view why) {
        reply.exit_code = 2;
        reply.err += "attn: " + std::string(why) + "\n";
        return reply;
    };
    if (!request.error.empty()) return give_up(request.error);

    if (layer.projections)
        request.config.kv_heads = kv_heads_in(*layer.projections, request.config.heads, request.config.kv_heads);
    const Config& config = request.config;
    const Projections projections = layer.projections ? *layer.projections : projections_of(config);
    if (layer.projections)
        if (const auto why = misfit(config, layer)) return give_up(tool_text(*why));
    Run done = run(config, projections);
    Trace& trace = done.trace;
    if (const auto inactive = inactive_edits(done))
        reply.err += "attn: " + text(learner_words(), inactive->says) + "\n";
    if (!layer.save_to.empty()) reply.file = saved(layer.save_to, config, trace.projections);
    if (exports) {
        Exported file = exported(learner_words(), snippet_words(kLanguage), wanted.file, done);
        if (!file.error.key.empty()) return give_up(tool_text(file.error));
        if (wanted.output.empty()) reply.out.assign(file.bytes.begin(), file.bytes.end());
        else reply.file = {wanted.output, std::move(file.bytes)};
    } else if (explains) {
        const std::string named = request.cell.empty() ? linked_cell(request) : request.cell;
        const auto cell = cell_of(trace, named);
        if (!cell)
            return give_up(
                tool_text("cli.no_cell", {{"value", named}, {"tensors", with_commas(kTensors, &TensorInfo::key)}}));
        reply.out = explained(done, *cell);
    } else if (measures) {
        reply.out = request.json ? measures_as_json(trace) : measures_as_table(trace);
    } else {
        reply.out = request.json ? stages_as_json(done, request.only) : stages_as_tables(done, request.only);
    }
    return reply;
}

} // namespace attn
