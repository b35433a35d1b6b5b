// What the heads of a trained model do, over many examples: the pattern scores of measure.h, and whether a head may be
// named after one. A high score is not enough for a name: attention that is spread evenly has some score, too, and a head
// that looks at a place has a high one wherever a pattern happens to be at that place.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/train/trainer.h"
#include "measure.h"

namespace attn {

inline constexpr std::array<std::string_view, 4> kPatternKeys{"previous_token", "first_token", "same_token",
                                                              "induction"};

struct HeadScore {
    double score = 0; // mean weight on the keys that fit the pattern
    double even = 0;  // the score of attention that is spread evenly
    double shuffled =
        0; // the score on those same places when the tokens are put in random order: of a head that looks at
           // places and not at tokens, it is as high as the score
};

struct HeadReport {
    int layer = 0, head = 0;
    std::array<HeadScore, kPatternKeys.size()> scores{}; // in the order of kPatternKeys
    std::optional<std::size_t> named{};                  // the pattern that it may be named after, if any
};

// Every head of every layer. A pattern names a head from kNamedFrom on if it is clearly more (kClearlyMore) than both the
// even and, where the pattern is about tokens and not about places, the shuffled score; of several the highest.
std::vector<HeadReport> head_reports(Trainer&, const Batch&);

} // namespace attn
