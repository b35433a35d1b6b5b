// The same bits everywhere, of training: the parameters after some steps of small recipes, as hashes, against
// tests/golden/train_bits.txt. Written anew by ATTN_REGENERATE=1 build/native/engine_tests "[golden]".
#include <catch2/catch_test_macros.hpp>

#include <cstdio>
#include <fstream>

#include "engine/train/checkpoint.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

constexpr int kSteps = 12;
constexpr const char* kSmallRecipes[] = {
    "task=induction\nbatch=8\n",
    "task=previous\nlayers=1\nheads=1\nwidth=12\npositions=sinusoidal\nscale=0.5\nbatch=4\nclip=0\n",
    "task=reversal\nsymbols=8\nlength=11\nlayer-norm=on\nmlp=24\nbiases=on\ntied=on\ndecay=0.1\nbatch=4\n",
    "task=agreement\nlength=12\nlayers=3\nmlp=20\nactivation=relu\nseed=77\nbatch=5\n",
    "task=brackets\nheads=4\npositions=none\nbatch=6\nrate=0.01\n",
};

std::string block_of(const Trainer& t, const std::string& recipe) {
    std::string out = "? " + recipe;
    for (char& c : out) c = c == '\n' ? ' ' : c;
    out += "\n";
    for (const auto& p : parameters_of(t.shape, t.parameters)) {
        const std::string_view bytes(reinterpret_cast<const char*>(p.numbers->data()),
                                     static_cast<std::size_t>(p.numbers->size()) * sizeof(float));
        char hex[17];
        std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(hash(bytes)));
        out += p.name + " " + hex + "\n";
    }
    char loss[17];
    std::snprintf(loss, sizeof loss, "%016llx",
                  static_cast<unsigned long long>(std::bit_cast<std::uint64_t>(t.last.mean)));
    return out + "loss " + loss + "\n";
}

Trainer trained(const std::string& recipe, const KernelSet* simd = widest_kernels()) {
    Trainer t = trainer_of(read_recipe(recipe).recipe, simd);
    advance(t, kSteps);
    return t;
}

} // namespace

TEST_CASE("training has the golden bits, with every set of kernels", "[golden]") {
    const std::string path = source_path("tests/golden/train_bits.txt");
    std::string all;
    for (const std::string recipe : kSmallRecipes) {
        REQUIRE(read_recipe(recipe).error.key.empty());
        const std::string block = block_of(trained(recipe), recipe);
        for (const KernelSet* set : kernel_sets()) CHECK(block_of(trained(recipe, set), recipe) == block);
        CHECK(block_of(trained(recipe, nullptr), recipe) == block);
        all += block;
    }
    if (regenerating()) std::ofstream(path, std::ios::binary) << all;
    CHECK(file_text(path) == all);
}

TEST_CASE("stopped, saved, loaded and advanced has the bits of never having stopped") {
    for (const std::string recipe : kSmallRecipes) {
        CAPTURE(recipe);
        Trainer stopped = trainer_of(read_recipe(recipe).recipe);
        advance(stopped, 5);
        const Bytes file = checkpoint_of(stopped);
        Restored again = restored(file);
        REQUIRE((again.trainer && again.can_go_on));
        CHECK((checkpoint_of(*again.trainer) == file));
        advance(*again.trainer, kSteps - 5);
        const Trainer whole = trained(recipe);
        CHECK(block_of(*again.trainer, recipe) == block_of(whole, recipe));
        CHECK((checkpoint_of(*again.trainer) == checkpoint_of(whole)));
    }
}
