#include "hostile.h"

namespace attn {

namespace {

std::string entry(std::string_view dtype, std::string_view shape, std::string_view offsets) {
    return R"({"dtype":")" + std::string(dtype) + R"(","shape":)" + std::string(shape) + R"(,"data_offsets":)" +
           std::string(offsets) + "}";
}
// One tensor "a" and its data.
Bytes one(std::string_view dtype, std::string_view shape, std::string_view offsets, std::size_t data) {
    return weights_file(R"({"a":)" + entry(dtype, shape, offsets) + "}", data);
}
// Tensors "a" and "b", both F32, and their data.
Bytes two(std::string_view shape_a, std::string_view offsets_a, std::string_view shape_b, std::string_view offsets_b,
          std::size_t data) {
    return weights_file(
        R"({"a":)" + entry("F32", shape_a, offsets_a) + R"(,"b":)" + entry("F32", shape_b, offsets_b) + "}", data);
}
Bytes with_entry(std::string_view json) { return weights_file(R"({"a":)" + std::string(json) + "}", 4); }
Bytes with_metadata(std::string_view json) { return weights_file(R"({"__metadata__":)" + std::string(json) + "}", 0); }

Bytes good() { return one("F32", "[2,3]", "[0,24]", 24); }
Bytes said_to_be(std::uint64_t length, Bytes file = good()) {
    for (std::size_t i = 0; i < 8; ++i) file[i] = static_cast<unsigned char>(length >> (8 * i));
    return file;
}
Bytes cut(std::size_t size) {
    Bytes file = good();
    file.resize(size);
    return file;
}
Bytes longer(std::size_t more) {
    Bytes file = good();
    file.resize(file.size() + more);
    return file;
}

std::string many_tensors(int count) {
    std::string header = "{";
    for (int i = 0; i < count; ++i)
        header += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\":" + entry("F32", "[0]", "[0,0]");
    return header + "}";
}

} // namespace

Bytes weights_file(std::string_view header, std::size_t data) {
    Bytes out;
    append_little_endian(out, static_cast<std::uint64_t>(header.size()));
    out.insert(out.end(), header.begin(), header.end());
    for (std::size_t i = 0; i < data; ++i) out.push_back(static_cast<unsigned char>(i));
    return out;
}

std::vector<Hostile> hostile_files() {
    const std::string million(1'000'000, ' ');
    const std::string f32 = entry("F32", "[1]", "[0,4]");
    return {
        // The frame.
        {"empty", "length", "only 0 bytes", {}},
        {"seven_bytes", "length", "only 7 bytes", Bytes(7)},
        {"no_header", "header-start", "at byte 8 there is nothing", Bytes(8)},
        {"header_over_the_limit", "header-limit", "1000001 bytes", weights_file("{}" + million.substr(1), 0)},
        {"header_of_all_memory", "header-limit", "18446744073709551615", said_to_be(~std::uint64_t{0})},
        {"header_that_wraps_around", "header-limit", "18446744073709551608", said_to_be(~std::uint64_t{7})},
        {"header_of_4_gib", "header-limit", "4294967296", said_to_be(std::uint64_t{1} << 32)},
        {"header_one_too_long", "header-inside", "1 bytes long, but only 0", said_to_be(1, Bytes(8))},
        {"header_beyond_the_file", "header-inside", "999999 bytes long", said_to_be(999'999)},
        {"cut_in_the_header", "header-inside", "but only 32 bytes follow", cut(40)},
        {"big_endian_length", "header-limit", "bytes long", said_to_be(std::uint64_t{0x30} << 56)},

        // The header.
        {"header_is_an_array", "header-start", "opening brace", weights_file("[]", 0)},
        {"header_is_null", "header-start", "opening brace", weights_file("null", 0)},
        {"space_before_the_header", "header-start", "at byte 8 there is 32", weights_file(" {}", 0)},
        {"byte_order_mark", "header-start", "at byte 8 there is 239", weights_file("\xEF\xBB\xBF{}", 0)},
        {"pickle", "header-start", "at byte 8 there is 128", weights_file("\x80\x04N.", 0)},
        {"newline_behind_the_header", "header-end", "at byte 10 there is 10", weights_file("{}\n", 0)},
        {"zeros_behind_the_header", "header-end", "there is 0", weights_file(std::string_view("{}\0\0", 4), 0)},
        {"text_behind_the_header", "header-end", "there is 120", weights_file("{} x", 0)},
        {"header_cut_short", "header-end", "there is 49", weights_file(R"({"a":{"dtype":"F32","shape":[1)", 0)},
        {"two_headers", "header-json", "expected the end", weights_file("{}{}", 0)},
        {"comma_at_the_end", "header-json", "byte ",
         with_entry(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4],})")},
        {"single_quotes", "header-json", "name in quotes", weights_file("{'a':1}", 0)},
        {"comment", "header-json", "byte 9:", weights_file("{/* a */}", 0)},
        {"leading_zero", "header-json", "begin with 0", one("F32", "[01]", "[0,4]", 4)},
        {"hexadecimal", "header-json", "byte ", one("F32", "[0x1]", "[0,4]", 4)},
        {"not_a_number", "header-json", "byte ", one("F32", "[NaN]", "[0,4]", 4)},
        {"not_utf8", "header-json", "not UTF-8", weights_file("{\"\xFF\":" + f32 + "}", 4)},
        {"overlong_utf8", "header-json", "not UTF-8", weights_file("{\"\xC0\xAF\":" + f32 + "}", 4)},
        {"half_a_surrogate", "header-json", "surrogate", weights_file(R"({"\ud800":)" + f32 + "}", 4)},
        {"raw_control_character", "header-json", "control character", weights_file("{\"\x1b\":" + f32 + "}", 4)},
        {"name_twice", "header-json", "occurs twice", weights_file(R"({"a":)" + f32 + R"(,"a":)" + f32 + "}", 4)},
        {"name_twice_in_disguise", "header-json", "occurs twice",
         weights_file(R"({"a":)" + f32 + R"(,"\u0061":)" + f32 + "}", 4)},
        {"metadata_twice", "header-json", "occurs twice", weights_file(R"({"__metadata__":{},"__metadata__":{}})", 0)},
        {"metadata_name_twice", "header-json", "occurs twice", with_metadata(R"({"a":"1","a":"2"})")},
        {"dtype_twice", "header-json", "occurs twice",
         with_entry(R"({"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]})")},
        {"nested_deeply", "header-json", "nested more than",
         with_entry(std::string(100'000, '[') + std::string(100'000, ']'))},

        // Metadata.
        {"metadata_is_a_text", "metadata", "is a text", with_metadata(R"("pt")")},
        {"metadata_is_null", "metadata", "is null", with_metadata("null")},
        {"metadata_number", "metadata", "“heads” is a number", with_metadata(R"({"heads":2})")},
        {"metadata_object", "metadata", "“x” is an object", with_metadata(R"({"x":{}})")},

        // The entry of a tensor.
        {"entry_is_a_number", "entry", "it is a number", with_entry("4")},
        {"entry_is_an_array", "entry", "it is an array", with_entry(R"(["F32",[1],[0,4]])")},
        {"entry_is_null", "entry", "it is null", with_entry("null")},
        {"no_dtype", "entry-keys", "“dtype”", with_entry(R"({"shape":[1],"data_offsets":[0,4]})")},
        {"no_shape", "entry-keys", "“shape”", with_entry(R"({"dtype":"F32","data_offsets":[0,4]})")},
        {"no_offsets", "entry-keys", "“data_offsets”", with_entry(R"({"dtype":"F32","shape":[1]})")},
        {"unknown_key", "entry-keys", "“stride”",
         with_entry(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4],"stride":[1]})")},
        {"dtype_in_small_letters", "dtype", "f32", one("f32", "[1]", "[0,4]", 4)},
        {"dtype_unknown", "dtype", "Q4_K", one("Q4_K", "[1]", "[0,4]", 4)},
        {"dtype_is_a_number", "dtype", "32", with_entry(R"({"dtype":32,"shape":[1],"data_offsets":[0,4]})")},
        {"shape_is_a_number", "shape", "“4”", one("F32", "4", "[0,4]", 4)},
        {"shape_is_a_text", "shape", "[1]", one("F32", R"("[1]")", "[0,4]", 4)},
        {"shape_is_negative", "shape", "[-1]", one("F32", "[-1]", "[0,4]", 4)},
        {"shape_is_minus_zero", "shape", "[-0]", one("F32", "[-0]", "[0,0]", 0)},
        {"shape_has_a_fraction", "shape", "[1.0]", one("F32", "[1.0]", "[0,4]", 4)},
        {"shape_has_an_exponent", "shape", "[1e0]", one("F32", "[1e0]", "[0,4]", 4)},
        {"shape_is_nested", "shape", "[[1]]", one("F32", "[[1]]", "[0,4]", 4)},
        {"shape_is_huge", "shape", "[18446744073709551616]", one("F32", "[18446744073709551616]", "[0,0]", 0)},
        {"rank_9", "rank-limit", "9 dimensions", one("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]", 4)},
        {"product_wraps_to_0", "shape-limit", "64 bits", one("F32", "[4294967296,4294967296]", "[0,0]", 0)},
        {"product_wraps_to_1", "shape-limit", "64 bits",
         one("U8", "[4294967295,4294967297,18446744073709551615]", "[0,1]", 1)},
        {"bytes_wrap_to_4", "shape-limit", "64 bits", one("F32", "[4611686018427387905]", "[0,4]", 4)},
        {"bits_wrap_to_0", "shape-limit", "64 bits", one("F64", "[288230376151711744]", "[0,0]", 0)},
        {"zero_hides_a_wrap", "shape-limit", "64 bits", one("F32", "[0,4294967296,4294967296]", "[0,0]", 0)},
        {"half_a_byte", "whole-bytes", "12 bits", one("F4", "[3]", "[0,2]", 2)},

        // Where the data are.
        {"offsets_are_a_number", "offsets", "“4”", one("F32", "[1]", "4", 4)},
        {"offsets_are_one", "offsets", "[0]", one("F32", "[1]", "[0]", 4)},
        {"offsets_are_three", "offsets", "[0,4,8]", one("F32", "[1]", "[0,4,8]", 8)},
        {"offsets_are_negative", "offsets", "[-4,0]", one("F32", "[1]", "[-4,0]", 4)},
        {"offsets_are_texts", "offsets", "data_offsets", one("F32", "[1]", R"(["0","4"])", 4)},
        {"offsets_have_a_fraction", "offsets", "[0,4.5]", one("F32", "[1]", "[0,4.5]", 5)},
        {"offsets_are_huge", "offsets", "data_offsets", one("F32", "[1]", "[0,99999999999999999999]", 4)},
        {"offsets_turned_round", "offsets-order", "ends at byte 0", one("F32", "[1]", "[4,0]", 4)},
        {"offsets_too_few", "offsets-size", "needs 24 bytes", one("F32", "[2,3]", "[0,20]", 20)},
        {"offsets_too_many", "offsets-size", "give it 28", one("F32", "[2,3]", "[0,28]", 28)},
        {"offsets_for_another_type", "offsets-size", "needs 12 bytes", one("F16", "[2,3]", "[0,24]", 24)},
        {"empty_tensor_with_bytes", "offsets-size", "needs 0 bytes", one("F32", "[0,3]", "[0,12]", 12)},
        {"single_number_without_bytes", "offsets-size", "needs 4 bytes", one("F32", "[]", "[0,0]", 0)},
        {"cut_in_the_data", "data-inside", "only 23 bytes", cut(good().size() - 1)},
        {"no_data", "data-inside", "only 0 bytes", cut(good().size() - 24)},
        {"offsets_of_the_whole_file", "data-inside", "but the file has only 4", two("[1]", "[0,4]", "[1]", "[4,8]", 4)},
        {"empty_tensor_behind_the_data", "data-inside", "“b”", two("[1]", "[0,4]", "[0]", "[8,8]", 4)},
        {"offsets_at_the_end_of_64_bits", "data-inside", "18446744073709551615",
         one("F32", "[1]", "[18446744073709551611,18446744073709551615]", 4)},
        {"same_bytes_twice", "overlap", "“b”", two("[1]", "[0,4]", "[1]", "[0,4]", 4)},
        {"overlap_by_one", "overlap", "at byte 3", two("[1]", "[0,4]", "[1]", "[3,7]", 7)},
        {"one_inside_another", "overlap", "“b”", two("[4]", "[0,16]", "[1]", "[4,8]", 16)},
        {"empty_one_inside_another", "overlap", "“b”", two("[4]", "[0,16]", "[0]", "[8,8]", 16)},
        {"hole_before_the_first", "hole", "from 0 on", one("F32", "[1]", "[4,8]", 8)},
        {"hole_between", "hole", "“b”", two("[1]", "[0,4]", "[1]", "[8,12]", 12)},
        {"hole_in_disorder", "hole", "“a”", two("[1]", "[5,9]", "[1]", "[0,4]", 9)},
        {"bytes_behind_the_last", "data-end", "has 25 bytes", longer(1)},
        {"zip_behind_the_last", "data-end", "the file has 8 bytes", one("F32", "[1]", "[0,4]", 8)},
        {"data_without_a_tensor", "data-end", "end at byte 0", weights_file("{}", 1)},
        {"tensor_1025", "tensor-limit", "1025 tensors", weights_file(many_tensors(1025), 0)},
    };
}

} // namespace attn
