#include "history.h"

#include <algorithm>
#include <utility>

#include "engine/run/remarks.h"

namespace attn {

void note(History& h, const Config& before, const Config& now) {
    if (before == now) return;
    h.future.clear();
    if (h.held && h.noted) return;
    h.past.push_back(h.held ? *h.held : before);
    h.noted = h.held.has_value();
    if (h.past.size() > kMaxSteps) h.past.erase(h.past.begin());
}

void hold(History& h, const Config& now) {
    if (!h.held) h.held = now;
}

void release(History& h, const Config& now) {
    if (h.held && h.noted && *h.held == now) h.past.pop_back();
    h.held.reset();
    h.noted = false;
}

namespace {
std::optional<Config> stepped(std::vector<Config>& from, std::vector<Config>& to, const Config& now) {
    if (from.empty()) return std::nullopt;
    Config step = std::move(from.back());
    from.pop_back();
    to.push_back(now);
    return step;
}
} // namespace

std::string history_text(const History& h) {
    std::string out;
    for (const Config& step : h.past) out += "<" + format(step) + "\n";
    for (const Config& step : h.future) out += ">" + format(step) + "\n";
    return out;
}

History history_of(std::string_view text) {
    History h;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (!line.starts_with('<') && !line.starts_with('>')) continue;
        Config step;
        parse(line.substr(1), step);
        if (!problem(step)) (line[0] == '<' ? h.past : h.future).push_back(step);
    }
    return h;
}

std::optional<Config> undone(History& h, const Config& now) {
    release(h, now);
    return stepped(h.past, h.future, now);
}

std::optional<Config> redone(History& h, const Config& now) {
    release(h, now);
    return stepped(h.future, h.past, now);
}

} // namespace attn
