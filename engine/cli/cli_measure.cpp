#include "cli_measure.h"

#include <algorithm>

#include "cli_print.h"
#include "cli_words.h"
#include "engine/analysis/measure.h"
#include "engine/formats/json.h"
#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "engine/stages/explain.h"
#include "engine/stages/influence.h"

namespace attn {

namespace {

std::string flush(const std::string& words, int width) {
    return std::string(static_cast<std::size_t>(std::max(width - display_width(words), 0)), ' ') + words;
}

// [H][H] how far each head is from each.
std::vector<std::vector<double>> head_distances(Trace& t) {
    const auto heads = static_cast<std::size_t>(t.heads);
    std::vector<std::vector<double>> out(heads, std::vector<double>(heads));
    for (std::size_t a = 0; a < heads; ++a) {
        for (std::size_t b = a + 1; b < heads; ++b) {
            out[a][b] = out[b][a] = head_distance(t, static_cast<int>(a), static_cast<int>(b));
            t.by_head.trim();
        }
        t.by_head.release(static_cast<int>(a));
    }
    return out;
}

} // namespace

std::string measures_as_table(Trace& t) {
    constexpr int number_width = 10;
    std::vector<std::vector<Measured>> heads;
    for (int h = 0; h < t.heads; ++h) {
        heads.push_back(head_measures(t, h));
        t.by_head.release(h);
    }
    std::string out = flush("", 34);
    for (int h = 0; h < t.heads; ++h) out += flush(head_title(learner_words(), h), number_width);
    out += "\n";
    for (std::size_t i = 0; i < heads[0].size(); ++i) {
        const std::string name(measure_title(learner_words(), heads[0][i].key));
        out += name + flush("", 34 - display_width(name));
        for (const auto& head : heads) out += flush(head[i].value ? fixed(*head[i].value, 4) : "–", number_width);
        out += "\n";
    }
    if (t.heads == 1) return out;
    out += "\n" + std::string(text(learner_words(), "measure.between")) + "\n";
    int a = 0;
    for (const std::vector<double>& row : head_distances(t)) {
        out += flush(head_title(learner_words(), a++), number_width);
        for (const double distance : row) out += flush(fixed(distance, 4), number_width);
        out += "\n";
    }
    return out;
}

std::string measures_as_json(Trace& t) {
    JsonWriter json;
    json.object().key("heads").array();
    for (int h = 0; h < t.heads; ++h) {
        json.object();
        for (const Measured& measure : head_measures(t, h)) {
            json.key(measure.key);
            if (measure.value) json.value(*measure.value);
            else json.raw("null");
        }
        json.key("rows").array();
        for (const RowMeasures& row : row_measures(t, h))
            json.object()
                .member("entropy", row.entropy)
                .member("maximum", row.maximum)
                .member("distance", row.distance)
                .member("sum", row.sum)
                .member("evenness", row.evenness)
                .end();
        json.end().end();
        t.by_head.release(h);
    }
    json.end().key("distances").array();
    for (const std::vector<double>& row : head_distances(t)) {
        json.array();
        for (const double distance : row) json.value(distance);
        json.end();
    }
    return json.end().end().take() + "\n";
}

std::string fed_by(const Trace& t, const Cell& cell) {
    std::vector<std::string> cells;
    const std::vector<Cell> fed = influence(t, cell);
    for (const TensorInfo& about : kTensors)
        for (int h = 0; h < (about.per_head ? t.heads : 1); ++h) {
            const auto count = std::count_if(fed.begin(), fed.end(),
                                             [&](const Cell& c) { return c.tensor == about.id && c.head == h; });
            if (count > 0)
                cells.push_back(tool_text("cli.fed", {{"count", std::to_string(count)},
                                                      {"matrix", tensor_name(learner_words(), about.id, h)}}));
        }
    return cells.empty() ? std::string(tool_text("cli.feeds_nothing"))
                         : tool_text("cli.feeds", {{"cells", listed(learner_words(), cells)}});
}

} // namespace attn
