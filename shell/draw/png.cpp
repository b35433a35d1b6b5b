#include "png.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace attn {

namespace {

void append_big_endian(Bytes& out, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<unsigned char>((number >> shift) & 0xFFu));
}

// The checksum of a chunk: the remainder of its bits, as a polynomial, by that of CRC-32.
std::uint32_t crc(std::span<const unsigned char> bytes) {
    std::uint32_t rest = 0xFFFFFFFFu;
    for (const unsigned char byte : bytes) {
        rest ^= byte;
        for (int bit = 0; bit < 8; ++bit) rest = (rest >> 1) ^ (rest & 1u ? 0xEDB88320u : 0u);
    }
    return ~rest;
}

void append_chunk(Bytes& out, std::string_view type, const Bytes& data) {
    append_big_endian(out, static_cast<std::uint32_t>(data.size()));
    const std::size_t start = out.size();
    out.insert(out.end(), type.begin(), type.end());
    out.insert(out.end(), data.begin(), data.end());
    append_big_endian(out, crc(std::span(out).subspan(start)));
}

// A stream of bits, the lowest bit of each byte first; codes of Huffman have their highest bit first.
struct Bits {
    Bytes& out;
    unsigned held = 0;
    int count = 0;

    void put(unsigned value, int bits) {
        for (int i = 0; i < bits; ++i) {
            held |= ((value >> i) & 1u) << count;
            if (++count < 8) continue;
            out.push_back(static_cast<unsigned char>(held));
            held = 0;
            count = 0;
        }
    }
    void code(unsigned value, int bits) {
        for (int i = bits - 1; i >= 0; --i) put((value >> i) & 1u, 1);
    }
    // The fixed codes of RFC 1951, section 3.2.6.
    void symbol(unsigned s) {
        if (s < 144) code(0x30 + s, 8);
        else if (s < 256) code(0x190 + s - 144, 9);
        else if (s < 280) code(s - 256, 7);
        else code(0xC0 + s - 280, 8);
    }
    // `length` more of the byte before: a match at distance 1 (code 0). 3 <= length <= 258.
    void again(unsigned length) {
        constexpr std::array<unsigned, 29> first{3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                                 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
        unsigned at = 28;
        while (first[at] > length) --at;
        symbol(257 + at);
        put(length - first[at], at < 8 || at == 28 ? 0 : static_cast<int>(at / 4) - 1);
        code(0, 5);
    }
};

} // namespace

// Each row is stored as its difference from the row above (filter 2), which is 0 nearly everywhere in a figure of flat
// colours, and runs of equal bytes are all that the compression looks for.
Bytes png_bytes(int width, int height, std::span<const unsigned char> pixels) {
    const std::size_t stride = static_cast<std::size_t>(width) * 4;
    Bytes rows;
    rows.reserve((stride + 1) * static_cast<std::size_t>(height));
    for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
        rows.push_back(2);
        for (std::size_t x = 0; x < stride; ++x) {
            const unsigned above = y > 0 ? pixels[(y - 1) * stride + x] : 0u;
            rows.push_back(static_cast<unsigned char>(pixels[y * stride + x] - above));
        }
    }

    Bytes packed{0x78, 0x01}; // zlib's header
    Bits bits{packed};
    bits.put(1, 1); // the last block
    bits.put(1, 2); // with the fixed codes
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t run = 0;
        while (i > 0 && run < 258 && i + run < rows.size() && rows[i + run] == rows[i - 1]) ++run;
        if (run >= 3) bits.again(static_cast<unsigned>(run));
        else bits.symbol(rows[i]);
        i += run >= 3 ? run : 1;
    }
    bits.symbol(256);
    bits.put(0, 7);             // fill the last byte
    std::uint32_t a = 1, b = 0; // Adler-32
    for (const unsigned char byte : rows) {
        a = (a + byte) % 65521;
        b = (b + a) % 65521;
    }
    append_big_endian(packed, b << 16 | a);

    Bytes head;
    append_big_endian(head, static_cast<std::uint32_t>(width));
    append_big_endian(head, static_cast<std::uint32_t>(height));
    for (const int field : {8, 6, 0, 0, 0})
        head.push_back(static_cast<unsigned char>(field)); // bits, RGBA, and the only choices
    Bytes out{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    append_chunk(out, "IHDR", head);
    append_chunk(out, "IDAT", packed);
    append_chunk(out, "IEND", {});
    return out;
}

} // namespace attn
