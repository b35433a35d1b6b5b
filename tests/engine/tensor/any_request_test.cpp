// Requests that a generator of random numbers writes: each gets a reply, nothing breaks, nothing is read or written
// where no tensor is. The sanitizers watch.
#include <catch2/catch_test_macros.hpp>

#include <array>
#include <string>
#include <vector>

#include "engine/math/random.h"
#include "engine/tensor/calls.h"
#include "engine/tensor/elementwise.h"
#include "engine/tensor/request.h"

namespace {

using attn::Arena, attn::call;

class Writer {
public:
    explicit Writer(std::uint64_t seed) : random_(seed, 3) {
        for (const auto table : {attn::creating_operations(), attn::shaping_operations(), attn::number_operations(),
                                 attn::layer_operations()})
            for (const attn::Operation& one : table) names_.emplace_back(one.name);
        for (const char* name :
             {"add",   "sub",     "mul",   "div",         "pow",        "floor_divide", "remainder",
              "fmod",  "maximum", "atan2", "bitwise_and", "eq",         "lt",           "logical_or",
              "neg",   "abs",     "exp",   "log",         "sqrt",       "tanh",         "gelu",
              "round", "clamp",   "tril",  "lerp",        "nan_to_num", "isnan",        "logical_not",
              "add_",  "mul_",    "exp_",  "clamp_",      "tril_",      "masked_fill_"})
            names_.emplace_back(name);
    }

    std::uint32_t below(std::uint32_t count) { return random_.next() % count; }

    std::string handle() {
        return "#" + std::to_string(below(4) ? latest_ - below(std::min(latest_, 12u)) : below(60));
    }
    void made(std::uint32_t latest) { latest_ = latest; }

    std::string number() {
        constexpr std::array words{"0",
                                   "1",
                                   "2",
                                   "-1",
                                   "3",
                                   "-2",
                                   "0.5",
                                   "-1.5",
                                   "inf",
                                   "-inf",
                                   "nan",
                                   "1e300",
                                   "True",
                                   "False",
                                   "7",
                                   "-9223372036854775808",
                                   "9223372036854775807",
                                   "4294967296",
                                   "1e-320",
                                   "16777216"};
        return words[below(below(3) ? 8 : words.size())];
    }
    std::string list(std::string (Writer::*item)()) {
        std::string out = "[";
        for (std::uint32_t i = 0, count = below(4); i < count; ++i) out += (i ? "," : "") + (this->*item)();
        return out + "]";
    }
    std::string index_item() {
        switch (below(9)) {
        case 0: return "...";
        case 1: return "_";
        case 2: return ":";
        case 3: return number() + ":" + number();
        case 4: return "::" + number();
        case 5: return handle();
        case 6: return "True";
        default: return number();
        }
    }
    std::string data() { return below(3) ? number() : list(&Writer::data); }
    std::string word() {
        constexpr std::array words{
            "-",  "float32", "bool",        "int64", "uint8", "int32", "float64", "ij,jk->ik", "ij->ji", "...i->...",
            "ii", "ij,ij",   "ab,cd->abcd", "tanh",  "floor", "trunc", "fro",     "[",         "]",      "x"};
        return words[below(words.size())];
    }
    std::string argument() {
        switch (below(8)) {
        case 0:
        case 1:
        case 2: return handle();
        case 3: return number();
        case 4: return list(&Writer::number);
        case 5: return below(2) ? list(&Writer::index_item) : list(&Writer::data);
        case 6: return list(&Writer::handle);
        default: return word();
        }
    }
    std::string request() {
        std::string out = names_[below(static_cast<std::uint32_t>(names_.size()))];
        const bool makes = out == "tensor" || out == "ones" || out == "randn";
        if (!makes) out += " " + (below(6) ? handle() : argument());
        for (std::uint32_t i = 0, count = below(5); i < count; ++i) out += " " + argument();
        return out;
    }

private:
    attn::Pcg32 random_;
    std::vector<std::string> names_;
    std::uint32_t latest_ = 1;
};

// Whether a tensor's elements all lie in its storage is asked by reading them.
void look_at(Arena& arena, const std::string& reply) {
    if (!reply.starts_with("#")) return;
    const std::string handle = reply.substr(0, reply.find(' '));
    CHECK_FALSE(call(arena, "repr " + handle).empty());
}

} // namespace

TEST_CASE("any request gets a reply") {
    constexpr int rounds = 60, requests = 400;
    int answered = 0;
    for (std::uint64_t seed = 0; seed < rounds; ++seed) {
        Arena arena;
        // In some rounds memory runs out again and again.
        arena.context.budget.limit = seed % 4 == 0 ? 2'000 : 4'000'000;
        Writer writer(seed);
        for (const char* first :
             {"randn [2,3]", "arange 0 6", "tensor [[True,False,True],[False,True,True]]", "ones [3,2,4]",
              "tensor [0,1,1]", "transpose #4 0 2", "tensor 1.5", "zeros [0,3]", "expand #7 [2,2]"})
            call(arena, first);
        for (int i = 0; i < requests; ++i) {
            writer.made(static_cast<std::uint32_t>(arena.next()) - 1);
            const std::string request = writer.request();
            INFO(seed << ": " << request);
            const std::string reply = call(arena, request);
            CHECK_FALSE(reply.empty());
            answered += !reply.starts_with("!");
            look_at(arena, reply);
        }
    }
    CHECK(answered > rounds * requests / 20); // most are nonsense, and many are not
}
