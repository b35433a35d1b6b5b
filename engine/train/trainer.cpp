#include "trainer.h"

namespace attn {

namespace {

Pcg32 stream_of(const Recipe& r, std::string_view name) {
    return Pcg32(static_cast<std::uint64_t>(r.seed), hash(name));
}

} // namespace

Trainer trainer_of(const Recipe& recipe, const KernelSet* simd) {
    const ModelShape shape = shape_of(recipe);
    return {.recipe = recipe,
            .shape = shape,
            .parameters = seeded_parameters<float>(shape, static_cast<std::uint64_t>(recipe.seed), recipe.embedding),
            .adam = adam_of<float>(shape),
            .examples = stream_of(recipe, "examples"),
            .room = {.products = Products(simd), .gradients = zero_parameters<float>(shape)}};
}

void advance(Trainer& t, int steps) {
    TrainingRoom& room = t.room;
    for (int step = 0; step < steps; ++step) {
        const Batch batch = drawn_batch(task_of(t.recipe), t.recipe.size, t.examples, t.recipe.batch);
        forward(room.products, t.shape, t.parameters, batch.tokens, room.pass);
        t.last = cross_entropy(room.pass.logits, batch.targets, room.d_logits);
        backward(room.products, t.shape, t.parameters, room.pass, room.d_logits, room.gradients);
        adam_step(t.shape, t.recipe.adam, room.gradients, t.parameters, t.adam);
    }
}

Batch held_out(const Recipe& recipe, int count) {
    Pcg32 random = stream_of(recipe, "held out");
    return drawn_batch(task_of(recipe), recipe.size, random, count);
}

Loss held_out_loss(Trainer& t, const Batch& batch) {
    forward(t.room.products, t.shape, t.parameters, batch.tokens, t.room.pass);
    return cross_entropy(t.room.pass.logits, batch.targets);
}

} // namespace attn
