// Weights files: what is read, what is written, and that every rule of the format is kept.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cstring>
#include <memory>
#include <set>

#include "engine/formats/safetensors.h"
#include "engine/math/random.h"
#include "tests/engine/cases.h"
#include "tests/english.h"
#include "tests/weights/hostile.h"

using namespace attn;

namespace {

using Shape = std::vector<std::uint64_t>;

Bytes counted(std::size_t size, unsigned first = 0) {
    Bytes out;
    for (std::size_t i = 0; i < size; ++i) out.push_back(static_cast<unsigned char>(first + i));
    return out;
}
StoredTensor tensor(std::string name, std::string_view dtype, Shape shape, const Bytes& bytes) {
    return {std::move(name), dtype_named(dtype), std::move(shape), bytes};
}
std::string text_of(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }
std::string length_of(unsigned char low) { return std::string(1, static_cast<char>(low)) + std::string(7, '\0'); }

bool same(const TensorFile& a, const TensorFile& b) {
    return a.metadata == b.metadata &&
           std::ranges::equal(a.tensors, b.tensors, [](const StoredTensor& x, const StoredTensor& y) {
               return x.name == y.name && x.dtype == y.dtype && x.shape == y.shape &&
                      std::ranges::equal(x.bytes, y.bytes);
           });
}

// The rule that a header with so much data breaks, or "".
std::string_view broken(std::string_view header, std::size_t data) {
    const Bytes file = weights_file(header, data);
    const auto read = tensors_of(file);
    return read ? std::string_view{} : read.refusal.rule;
}

} // namespace

TEST_CASE("a weights file gives names, types, shapes and bytes") {
    const Bytes file = weights_file(R"({"b":{"dtype":"F32","shape":[2,1],"data_offsets":[4,12]},)"
                                    R"("__metadata__":{"format":"pt","n":"\u00e9\n"},)"
                                    R"( "a" : {"data_offsets":[0,4],"shape":[2],"dtype":"BF16"} } )",
                                    12);
    const auto read = tensors_of(file);
    REQUIRE(read);
    REQUIRE(read->tensors.size() == 2); // in the order of their bytes, not of the header
    CHECK(read->tensors[0].name == "a");
    CHECK(read->tensors[0].dtype->name == "BF16");
    CHECK(read->tensors[0].shape == Shape{2});
    CHECK(std::ranges::equal(read->tensors[0].bytes, counted(4)));
    CHECK(read->tensors[1].name == "b");
    CHECK(read->tensors[1].shape == Shape{2, 1});
    CHECK(std::ranges::equal(read->tensors[1].bytes, counted(8, 4)));
    CHECK(read->metadata == std::vector<std::pair<std::string, std::string>>{{"format", "pt"}, {"n", "é\n"}});
}

TEST_CASE("empty tensors, single numbers and odd names are read as they are") {
    CHECK(broken("{}", 0).empty());
    CHECK(broken("{}      ", 0).empty());
    CHECK(broken("{ \t\n\r}", 0).empty());
    CHECK(broken(R"({"":{"dtype":"U8","shape":[],"data_offsets":[0,1]}})", 1).empty());
    CHECK(broken(R"({"\u0000\u001b[2J":{"dtype":"F4","shape":[2],"data_offsets":[0,1]}})", 1).empty());
    CHECK(broken(R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},)"
                 R"("b":{"dtype":"F32","shape":[],"data_offsets":[0,4]},)"
                 R"("c":{"dtype":"F32","shape":[3,0],"data_offsets":[4,4]},)"
                 R"("d":{"dtype":"F32","shape":[0,18446744073709551615],"data_offsets":[0,0]}})",
                 4)
              .empty());
    CHECK(broken(R"({"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1],"data_offsets":[0,4]}})", 4).empty());
    CHECK(broken(R"({"metadata":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 4).empty());
}

TEST_CASE("the limits themselves are allowed, one more is not") {
    const std::string spaces(kMaxHeaderBytes, ' ');
    CHECK(broken("{}" + spaces.substr(2), 0).empty());
    CHECK(broken("{}" + spaces.substr(1), 0) == "header-limit");
    std::string header = "{";
    for (std::size_t i = 0; i < kMaxTensors; ++i)
        header += (i > 0 ? ",\"" : "\"") + std::to_string(i) + R"(":{"dtype":"F32","shape":[0],"data_offsets":[0,0]})";
    CHECK(broken(header + R"(,"__metadata__":{}})", 0).empty());
    CHECK(broken(header + R"(,"x":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}})", 0) == "tensor-limit");
    // Memory that is never touched costs nothing.
    const auto memory = std::make_unique_for_overwrite<unsigned char[]>(kMaxFileBytes + 1);
    std::memset(memory.get(), 0, 8);
    CHECK(tensors_of({memory.get(), kMaxFileBytes + 1}).refusal.rule == "file-limit");
    CHECK(tensors_of({memory.get(), kMaxFileBytes}).refusal.rule == "header-start");
}

TEST_CASE("every hostile weights file is refused, with the rule that it breaks and where") {
    const std::vector<Hostile> files = hostile_files();
    CHECK(files.size() >= 40);
    std::set<std::string> names;
    std::set<std::string_view> rules{"file-limit"}; // tested above
    for (const Hostile& file : files) {
        CAPTURE(file.name);
        const auto read = tensors_of(file.bytes);
        CHECK_FALSE(read);
        CHECK(read.refusal.rule == file.rule);
        CAPTURE(text(english_tools(), read.refusal.reason));
        CHECK(text(english_tools(), read.refusal.reason).find(file.says) != std::string::npos);
        CHECK(text(english_tools(), read.refusal.reason).find_first_of("{}\n\x1b") == std::string::npos);
        CHECK(text(english_tools(), read.refusal.reason).size() < 400);
        CHECK(names.insert(file.name).second);
        rules.insert(file.rule);
    }
    // No rule without a file that breaks it, and none without its sentence.
    for (const std::string_view rule : kTensorRules) {
        CAPTURE(rule);
        CHECK(rules.contains(rule));
        CHECK(has_text(english_tools(), "weights." + std::string(rule)));
    }
    CHECK(rules.size() == kTensorRules.size());
}

TEST_CASE("a file cut anywhere is refused, and so is one with anything behind it") {
    Bytes file = weights_file(
        R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[1,2],"data_offsets":[8,12]}})",
        12);
    REQUIRE(tensors_of(file));
    for (std::size_t size = 0; size < file.size(); ++size) {
        const auto read = tensors_of(std::span<const unsigned char>(file).first(size));
        CAPTURE(size);
        CHECK_FALSE(read);
        CHECK((read.refusal.rule == "length" || read.refusal.rule == "header-inside" ||
               read.refusal.rule == "data-inside"));
    }
    file.push_back(0);
    CHECK(tensors_of(file).refusal.rule == "data-end");
}

TEST_CASE("a name in a message is short and does no harm to a terminal") {
    const Bytes file = weights_file(R"({"\u001b[31m)" + std::string(5000, 'x') + R"(":1})", 0);
    const auto read = tensors_of(file);
    CHECK(read.refusal.rule == "entry");
    CHECK(text(english_tools(), read.refusal.reason).size() < 200);
    CHECK(text(english_tools(), read.refusal.reason).find('\x1b') == std::string::npos);
}

TEST_CASE("the written bytes are those of the format's own library") {
    // From the tests of the Rust crate "safetensors": a header that needs no padding, one that does, and none at all.
    Bytes numbers;
    for (const float f : {0.0f, 1.0f, 2.0f, 3.0f, 4.0f, 5.0f}) append_little_endian(numbers, f);
    const auto bytes = [](const TensorFile& file) { return text_of(*file_of(file)); };
    CHECK(bytes({{tensor("attn.0", "F32", {1, 2, 3}, numbers)}, {}}) ==
          length_of(64) + R"({"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}})" + text_of(numbers));
    CHECK(bytes({{tensor("attn0", "F32", {1, 1, 2, 3}, numbers)}, {}}) ==
          length_of(72) + R"({"attn0":{"dtype":"F32","shape":[1,1,2,3],"data_offsets":[0,24]}}       )" +
              text_of(numbers));
    CHECK(bytes({}) == length_of(8) + "{}      ");
    CHECK(bytes({{}, {{"framework", "pt"}}}) == length_of(40) + R"({"__metadata__":{"framework":"pt"}}     )");
}

TEST_CASE("the same tensors give the same file in whatever order they come, and every number is aligned") {
    const Bytes one = counted(1), two = counted(2, 7), four = counted(4, 20), eight = counted(8, 40), none;
    std::vector<StoredTensor> tensors{tensor("z", "F64", {1}, eight), tensor("b", "F32", {1}, four),
                                      tensor("a", "F32", {}, four),   tensor("h", "F16", {1}, two),
                                      tensor("e", "I64", {0}, none),  tensor("u", "U8", {1}, one)};
    const Bytes first = *file_of({tensors, {{"x", "1"}, {"y", "2"}}});
    std::ranges::sort(tensors, {}, &StoredTensor::name);
    do CHECK(*file_of({tensors, {{"y", "2"}, {"x", "1"}}}) == first);
    while (std::ranges::next_permutation(tensors, {}, &StoredTensor::name).found);
    CHECK(little_endian<std::uint64_t>(first) % 8 == 0);
    std::string order;
    const auto read = tensors_of(first);
    for (const StoredTensor& t : read->tensors) {
        order += t.name;
        CHECK(static_cast<std::size_t>(t.bytes.data() - first.data()) * 8 % t.dtype->bits == 0);
    }
    CHECK(order == "ezabhu");
}

TEST_CASE("what is written reads back, bit for bit") {
    Pcg32 random(5, 6);
    for (int round = 0; round < 200; ++round) {
        std::vector<Bytes> data;
        TensorFile file;
        const std::uint32_t count = random.next() % 9;
        for (std::uint32_t i = 0; i < count; ++i) {
            const Dtype& dtype = kDtypes[random.next() % kDtypes.size()];
            Shape shape(random.next() % (kMaxRank + 1));
            for (auto& size : shape) size = random.next() % 4 == 0 ? 8 : random.next() % 3;
            while (*count_of(shape) * dtype.bits % 8 != 0 || *count_of(shape) > 5000) shape.assign(1, 8);
            data.emplace_back();
            for (std::uint64_t b = *count_of(shape) * dtype.bits / 8; b > 0; --b)
                data.back().push_back(static_cast<unsigned char>(random.next()));
            file.tensors.push_back({"t" + std::to_string(random.next()) + "\"\\\u0001é", &dtype, shape, {}});
        }
        for (std::size_t i = 0; i < data.size(); ++i) file.tensors[i].bytes = data[i];
        if (round % 2 == 0) file.metadata = {{"a \"", "\n"}, {"b", ""}};
        const auto written = file_of(file);
        REQUIRE(written);
        const auto read = tensors_of(*written);
        REQUIRE(read);
        CHECK(*file_of(*read) == *written);
        // The same tensors, if in another order.
        TensorFile sorted = *read;
        for (TensorFile* f : {&file, &sorted}) std::ranges::sort(f->tensors, {}, &StoredTensor::name);
        CHECK(same(file, sorted));
    }
}

TEST_CASE("what could not be read is not written") {
    const Bytes four = counted(4);
    const auto refused = [](const TensorFile& file) { return file_of(file).refusal.rule; };
    CHECK(refused({{tensor("a", "F32", {1}, four), tensor("a", "F32", {1}, four)}, {}}) == "header-json");
    CHECK(refused({{tensor("\xFF", "F32", {1}, four)}, {}}) == "header-json");
    CHECK(refused({{tensor("a", "F32", {2}, four)}, {}}) == "offsets-size");
    CHECK(refused({{tensor("a", "F32", Shape(9, 1), four)}, {}}) == "rank-limit");
    CHECK(refused({{tensor("__metadata__", "F32", {1}, four)}, {}}) == "metadata");
    CHECK(refused({{tensor(std::string(kMaxHeaderBytes, 'a'), "F32", {1}, four)}, {}}) == "header-limit");
    CHECK(refused({{}, {{"a", "1"}, {"a", "2"}}}) == "header-json");
    const Bytes megabyte(1 << 20);
    TensorFile huge;
    for (int i = 0; i < 1024; ++i) huge.tensors.push_back(tensor(std::to_string(i), "U8", {1 << 20}, megabyte));
    CHECK(refused(huge) == "file-limit");
    TensorFile many;
    for (std::size_t i = 0; i <= kMaxTensors; ++i) many.tensors.push_back(tensor(std::to_string(i), "F32", {1}, four));
    CHECK(refused(many) == "tensor-limit");
}

TEST_CASE("F32, F16 and BF16 become float32, other types do not") {
    Bytes bits;
    for (const int b : {0x3C00, 0xC000, 0x0001, 0x7C00, 0x8000})
        append_little_endian(bits, static_cast<std::uint16_t>(b));
    CHECK(floats_of(tensor("a", "F16", {5}, bits)) == std::vector<float>{1.0f, -2.0f, 0x1p-24f, INFINITY, -0.0f});
    CHECK(floats_of(tensor("a", "BF16", {5}, bits)) == std::vector<float>{0x1p-7f, -2.0f, 0x1p-133f, 0x1p121f, -0.0f});
    Bytes words;
    for (const float f : {1.5f, -0.0f, 1e-45f}) append_little_endian(words, f);
    CHECK(floats_of(tensor("a", "F32", {3}, words)) == std::vector<float>{1.5f, -0.0f, 1e-45f});
    CHECK(floats_of(tensor("a", "F32", {0}, {}))->empty());
    int converting = 0;
    for (const Dtype& dtype : kDtypes) {
        CHECK(dtype_named(dtype.name) == &dtype);
        CHECK(floats_of(tensor("a", dtype.name, {0}, {})).has_value() == dtype.converts);
        converting += dtype.converts;
    }
    CHECK(converting == 3);
    CHECK(dtype_named("") == nullptr);
}

TEST_CASE("sizes are multiplied in 64 bits and never past them") {
    CHECK(count_of(Shape{}) == 1);
    CHECK(count_of(Shape{3, 4, 5}) == 60);
    CHECK(count_of(Shape{3, 0, 5}) == 0);
    CHECK(count_of(Shape{1ull << 32, (1ull << 32) - 1}) == 18446744069414584320ull);
    CHECK_FALSE(count_of(Shape{1ull << 32, 1ull << 32}));
    CHECK_FALSE(count_of(Shape{0, 1ull << 32, 1ull << 32}));
    CHECK_FALSE(count_of(Shape{1ull << 32, 1ull << 32, 0}));
    CHECK(shape_text(Shape{}) == "[]");
    CHECK(shape_text(Shape{3, 4}) == "[3, 4]");
}
