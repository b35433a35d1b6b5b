#include "cli_train.h"

#include <algorithm>

#include "cli_words.h"
#include "engine/analysis/head_scores.h"
#include "engine/formats/json.h"
#include "engine/formats/number.h"
#include "engine/math/elementary.h"
#include "engine/train/checkpoint.h"

namespace attn {

namespace {

constexpr int kHeldOut = 64, kStepsBetweenLines = 50;
constexpr std::size_t kMostRecipeBytes = 65'536;

// The whole number behind an option, at most a million; nothing if it is none.
std::optional<int> whole_number(const std::string& value) {
    if (value.empty() || value.size() > 7 || value.find_first_not_of("0123456789") != std::string::npos) return {};
    int out = 0;
    for (const char c : value) out = out * 10 + (c - '0');
    return out <= 1'000'000 ? std::optional(out) : std::nullopt;
}

// What was typed, before any file is read.
struct TrainWords {
    std::string recipe{}, resume{};
    std::optional<int> steps{}, seed{};
};

std::string read_train_words(const std::vector<std::string>& words, TrainWords& typed, TrainRequest& request) {
    for (std::size_t i = 1; i < words.size(); ++i) {
        std::string word = words[i], value;
        if (word == "--json" || word == "--weights-only") {
            (word == "--json" ? request.json : request.weights_only) = true;
            continue;
        }
        if (!word.starts_with("-")) {
            if (!typed.recipe.empty()) return tool_text("cli.train.one_recipe", {{"word", word}});
            typed.recipe = word;
            continue;
        }
        bool given = false;
        if (const auto equals = word.find('='); word.starts_with("--") && equals != std::string::npos) {
            value = word.substr(equals + 1), word.resize(equals);
            given = true;
        }
        const bool number = word == "--steps" || word == "--seed";
        if (!number && word != "-o" && word != "--output" && word != "--resume")
            return tool_text("cli.no_option", {{"option", word}});
        if (!given && ++i < words.size()) value = words[i], given = true;
        if (!given || value.empty()) return tool_text("cli.no_value", {{"option", word}});
        const auto count = whole_number(value);
        if (number && (!count || (word == "--seed" && *count > 999'999)))
            return tool_text("cli.train.number", {{"option", word}, {"value", value}});
        if (number) (word == "--steps" ? typed.steps : typed.seed) = count;
        else (word == "--resume" ? typed.resume : request.output) = value;
    }
    if (typed.recipe.empty() && typed.resume.empty()) return std::string(tool_text("cli.train.no_recipe"));
    if (!typed.resume.empty() && (!typed.recipe.empty() || typed.seed))
        return tool_text("cli.train.both", {{"option", typed.recipe.empty() ? "--seed" : typed.recipe}});
    return {};
}

// A file that was refused; the words made sense.
TrainRequest refused_file(TrainRequest request, const std::string& file, const std::string& why) {
    request.exit_code = 1;
    request.error = file + ": " + why;
    return request;
}

std::string head_name(const HeadReport& report) {
    return std::to_string(report.layer + 1) + "." + std::to_string(report.head + 1);
}

std::string json_line(const Trainer& t, const Loss& loss, const std::vector<HeadReport>& heads) {
    JsonWriter json;
    json.object().member("step", t.adam.steps).member("loss", loss.mean).member("accuracy", loss.accuracy());
    json.key("heads").array();
    for (const HeadReport& head : heads) {
        json.object().member("layer", head.layer + 1).member("head", head.head + 1);
        for (std::size_t k = 0; k < kPatternKeys.size(); ++k) {
            json.key(kPatternKeys[k]).object().member("score", head.scores[k].score);
            json.member("even", head.scores[k].even).member("shuffled", head.scores[k].shuffled).end();
        }
        json.key("named");
        if (head.named) json.value(kPatternKeys[*head.named]);
        else json.raw("null");
        json.end();
    }
    return json.end().end().take() + "\n";
}

std::string in_column(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + text;
}

} // namespace

TrainRequest train_request(const std::vector<std::string>& words, const FileReader& read) {
    TrainRequest out;
    TrainWords typed;
    out.error = read_train_words(words, typed, out);
    if (!out.error.empty()) {
        out.exit_code = 2;
        return out;
    }
    const std::string& name = typed.recipe.empty() ? typed.resume : typed.recipe;
    const FileRead file = read(name);
    if (!file.bytes) return refused_file(std::move(out), name, file.error);
    if (typed.recipe.empty()) {
        Restored checkpoint = restored(*file.bytes);
        if (!checkpoint.trainer) return refused_file(std::move(out), name, tool_text(checkpoint.error));
        if (!checkpoint.can_go_on)
            return refused_file(std::move(out), name, std::string(tool_text("checkpoint.weights_only")));
        out.trainer = std::move(checkpoint.trainer);
    } else {
        const std::string text(file.bytes->begin(), file.bytes->end());
        if (text.size() > kMostRecipeBytes)
            return refused_file(std::move(out), name, std::string(tool_text("recipe.long")));
        RecipeRead recipe = read_recipe(text);
        if (!recipe.error.key.empty()) return refused_file(std::move(out), name, tool_text(recipe.error));
        if (typed.seed) recipe.recipe.seed = *typed.seed;
        out.trainer = trainer_of(recipe.recipe);
    }
    if (typed.steps) out.trainer->recipe.steps = *typed.steps;
    out.steps = out.trainer->recipe.steps;
    return out;
}

std::string progress_header(const TrainRequest& request) {
    if (request.json) return {};
    const Trainer& t = *request.trainer;
    return tool_text("cli.train.begins", {{"about", task_of(t.recipe).about, Filling::as_key},
                                          {"parameters", std::to_string(parameter_count(t.shape))},
                                          {"words", std::to_string(t.shape.vocabulary)},
                                          {"seed", std::to_string(t.recipe.seed)}}) +
           "\n" + in_column(std::string(tool_text("cli.train.step")), 7) +
           in_column(std::string(tool_text("cli.train.loss")), 10) +
           in_column(std::string(tool_text("cli.train.choices")), 10) +
           in_column(std::string(tool_text("cli.train.accuracy")), 10) + "  " +
           std::string(tool_text("cli.train.heads")) + "\n";
}

std::string progress_line(TrainRequest& request) {
    Trainer& t = *request.trainer;
    const Batch batch = held_out(t.recipe, kHeldOut);
    const Loss loss = held_out_loss(t, batch);
    const std::vector<HeadReport> heads = head_reports(t, batch);
    if (request.json) return json_line(t, loss, heads);
    std::string named;
    for (const HeadReport& head : heads)
        if (head.named)
            named += (named.empty() ? "" : ", ") + head_name(head) + " " +
                     std::string(measure_title(learner_words(), kPatternKeys[*head.named])) + " " +
                     fixed(head.scores[*head.named].score, 2);
    if (named.empty()) named = tool_text("cli.train.no_pattern");
    return in_column(std::to_string(t.adam.steps), 7) + in_column(fixed(loss.mean, 4), 10) +
           in_column(fixed(exp(loss.mean), 2), 10) + in_column(fixed(loss.accuracy(), 3), 10) + "  " + named + "\n";
}

Reply train(TrainRequest request, const std::function<bool()>& stop, const std::function<void(std::string_view)>& say) {
    Trainer& t = *request.trainer;
    say(progress_header(request));
    say(progress_line(request));
    bool stopped = false;
    while (t.adam.steps < request.steps && !(stopped = stop())) {
        advance(t, 1);
        if (t.adam.steps % kStepsBetweenLines == 0 || t.adam.steps == request.steps) say(progress_line(request));
    }
    Reply out;
    if (!request.output.empty()) out.file = {request.output, checkpoint_of(t, !request.weights_only)};
    if (stopped) {
        const std::string step = std::to_string(t.adam.steps);
        out.exit_code = 130; // what shells say of a program that Ctrl+C has ended
        out.err = "attn: " +
                  tool_text(request.output.empty() ? "cli.train.lost" : "cli.train.stopped",
                            {{"step", step}, {"file", request.output}}) +
                  "\n";
    }
    return out;
}

Reply train_reply(const std::vector<std::string>& words, const FileReader& read) {
    TrainRequest request = train_request(words, read);
    if (!request.trainer) return {.exit_code = request.exit_code, .err = "attn: " + request.error + "\n"};
    std::string said;
    Reply out = train(std::move(request), [] { return false; }, [&](std::string_view text) { said += text; });
    out.out = std::move(said);
    return out;
}

} // namespace attn
