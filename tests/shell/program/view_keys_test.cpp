// The keys of a link that change no number are one list, which the command line reads (engine/run/view_keys.h).
#include <catch2/catch_test_macros.hpp>

#include <set>
#include <string_view>

#include "engine/run/view_keys.h"
#include "shell/program/state.h"

TEST_CASE("what the view adds to a link is the list of its keys") {
    using namespace attn;
    std::set<std::string_view> added;
    const AppState state;
    for_each_param(state, [&](const Param& p, const auto&) { added.insert(p.key); });
    for_each_param(state.config, [&](const Param& p, const auto&) { added.erase(p.key); });
    CHECK(added == std::set<std::string_view>(kViewKeys.begin(), kViewKeys.end()));
    CHECK(added.size() == kViewKeys.size());
}
