// Made by cmake/lesson_table.mjs of the lessons in web/course: change those, and run it.
#include "cli_lessons.h"

#include <array>

namespace attn {

namespace {

// clang-format off
constexpr std::array kSteps = {
    LessonStep{.id = "theory-look", .ask = "largest", .settings = "?preset=animal&scene=words&row=9&ask=weights.9.2", .cells = "weights:1:9"},
    LessonStep{.id = "theory-wide", .ask = "change", .settings = "?preset=animal&scene=words&row=9", .to = "?preset=animal&text=the+animal+did+not+cross+the+street+because+it+was+too+wide&scene=words&row=9", .cells = "weights:1:9:7"},
    LessonStep{.id = "test-before", .ask = "test", .right = "1 0 1 1 0 1 2 1"},
    LessonStep{.id = "theory-dot", .ask = "number", .settings = "?preset=random&text=cat+dog+car&d-model=2&heads=1&mask=none&edits=x.1.1:2:1,x.2.1:1:2,x.3.1:-1:2,w_q.1.1:1:0,w_q.2.1:0:1,w_k.1.1:1:0,w_k.2.1:0:1,w_v.1.1:1:0,w_v.2.1:0:1,w_o.1.1:1:0,w_o.2.1:0:1&stage=scores&time=1", .cells = "scores:1:2:3 scores:1:3:2 scores:1:2:1", .digits = 1},
    LessonStep{.id = "theory-where", .ask = "choice", .right = "1"},
    LessonStep{.id = "theory-softmax", .ask = "largest", .settings = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&stage=softmax&time=0", .cells = "weights:1:5"},
    LessonStep{.id = "theory-scale", .ask = "change", .settings = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&heads=1&d-model=64&stage=softmax&time=1", .to = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&heads=1&d-model=64&scale=off&stage=softmax&time=1", .cells = "weights:1:4:3"},
    LessonStep{.id = "theory-heads", .ask = "choice", .right = "1"},
    LessonStep{.id = "theory-mask", .ask = "change", .settings = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&stage=softmax&time=1&row=2", .to = "?preset=random&text=the+cat+sat+on+the+mat&mask=causal&stage=softmax&time=1&row=2", .cells = "weights:1:2:1"},
    LessonStep{.id = "theory-try", .ask = ""},
    LessonStep{.id = "basic-score", .ask = "number", .settings = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&stage=scores&time=1", .cells = "scores:1:3:2 scores:1:2:3 scores:1:6:4", .digits = 1},
    LessonStep{.id = "basic-scaled", .ask = "number", .settings = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&stage=scale&time=1", .cells = "scaled:1:2:2 scaled:1:4:3 scaled:1:6:2", .digits = 1},
    LessonStep{.id = "basic-investigate", .ask = ""},
    LessonStep{.id = "basic-columns", .ask = "change", .settings = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&stage=softmax&time=1&row=1", .to = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&break=softmax-over-queries&stage=softmax&time=1&row=1", .cells = "weights:1:1:5"},
    LessonStep{.id = "basic-parsons", .ask = "lines", .right = "0 1 2 3 4 5 6"},
    LessonStep{.id = "basic-code", .ask = "code"},
    LessonStep{.id = "basic-reflect", .ask = "choice", .right = "2"},
    LessonStep{.id = "heads-differ", .ask = "largest", .settings = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&stage=softmax&time=0&head=2", .cells = "weights:2:3"},
    LessonStep{.id = "heads-scale", .ask = "change", .settings = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&stage=scale&time=1", .to = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&heads=4&stage=scale&time=1", .cells = "scaled:1:1:1"},
    LessonStep{.id = "heads-investigate", .ask = ""},
    LessonStep{.id = "heads-view", .ask = "change", .settings = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&stage=softmax&time=1&row=3", .to = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&break=view-without-transpose&stage=softmax&time=1&row=3", .cells = "weights:1:3:1"},
    LessonStep{.id = "heads-parsons", .ask = "lines", .right = "0 1 2 3 4 5"},
    LessonStep{.id = "heads-code", .ask = "code"},
    LessonStep{.id = "heads-reflect", .ask = "choice", .right = "1"},
    LessonStep{.id = "masking-first", .ask = "number", .settings = "?preset=random&text=the+cat+sat+on+the+mat&mask=causal&stage=softmax&time=1", .cells = "weights:1:1:1 weights:2:1:1", .digits = 2},
    LessonStep{.id = "masking-after", .ask = "change", .settings = "?preset=random&text=the+cat+sat+on+the+mat&mask=causal&stage=softmax&time=1&row=3", .to = "?preset=random&text=the+cat+sat+on+the+mat&mask=causal&break=mask-after-softmax&stage=softmax&time=1&row=3", .cells = "weights:1:3:1"},
    LessonStep{.id = "masking-investigate", .ask = ""},
    LessonStep{.id = "masking-pad", .ask = "number", .settings = "?preset=padding&stage=softmax&time=1", .cells = "weights:1:1:6 weights:2:3:7 weights:1:4:8", .digits = 2},
    LessonStep{.id = "masking-parsons", .ask = "lines", .right = "0 1 2 3 4"},
    LessonStep{.id = "masking-code", .ask = "code"},
    LessonStep{.id = "masking-reflect", .ask = "choice", .right = "1"},
    LessonStep{.id = "plots-previous", .ask = "largest", .settings = "?preset=previous-token&stage=softmax&time=0", .cells = "weights:1:4"},
    LessonStep{.id = "plots-entropy", .ask = "choice", .right = "0"},
    LessonStep{.id = "plots-investigate", .ask = ""},
    LessonStep{.id = "plots-parsons", .ask = "lines", .right = "0 1 2 3"},
    LessonStep{.id = "plots-code", .ask = "code"},
    LessonStep{.id = "plots-reflect", .ask = "choice", .right = "1"},
    LessonStep{.id = "cross-largest", .ask = "largest", .settings = "?preset=translation&stage=softmax&time=0&head=2", .cells = "weights:2:2"},
    LessonStep{.id = "cross-change", .ask = "change", .settings = "?preset=translation&stage=project&time=1", .to = "?preset=translation&memory=a+small+dog+barks&stage=project&time=1", .cells = "q:2:1"},
    LessonStep{.id = "cross-investigate", .ask = ""},
    LessonStep{.id = "cross-dropout", .ask = "number", .settings = "?preset=random&text=the+cat+sat+on+the+mat&mask=none&dropout=0.5&stage=dropout&time=1", .cells = "dropped:1:2:3 dropped:1:3:4 dropped:1:6:2", .digits = 2},
    LessonStep{.id = "cross-parsons", .ask = "lines", .right = "0 0 0 3 4 5"},
    LessonStep{.id = "cross-code", .ask = "code"},
    LessonStep{.id = "cross-reflect", .ask = "choice", .right = "0"},
    LessonStep{.id = "test-after", .ask = "test", .right = "1 0 1 1 0 1 2 1"},
};
// clang-format on

} // namespace

std::span<const LessonStep> lesson_steps() { return kSteps; }

} // namespace attn
