// Einstein's summation (products.h): two operands at a time become one product of batches of matrices.
#include <algorithm>
#include <string>

#include "convert.h"
#include "products.h"
#include "reduce.h"
#include "views.h"

namespace attn {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A dimension of an ellipsis has a name, too: '1' is its last one, '2' the one before.
char ellipsis_name(Index from_end) { return static_cast<char>('0' + from_end); }

// An operand with a name for each of its dimensions.
struct Labelled {
    StridedTensor tensor;
    std::string names;
};

Index size_of(const Labelled& a, char name) {
    const auto at = a.names.find(name);
    return at == std::string::npos ? 1 : a.tensor.shape[static_cast<Index>(at)];
}

// "ij...k" of an operand, or of the output, with the ellipsis still as one '.'.
std::string subscripts(Context& c, std::string_view text, const std::string& whose) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ' ') continue;
        if (text.substr(i, 3) == "...") {
            if (out.find('.') != std::string::npos)
                c.wrong("einsum(): found '.' for " + whose + " for which an ellipsis was already found");
            out += '.';
            i += 2;
        } else if (text[i] == '.') c.wrong("einsum(): found '.' for " + whose + " that is not part of any ellipsis");
        else if (is_letter(text[i])) out += text[i];
        else
            c.wrong("einsum(): invalid subscript given at index " + std::to_string(i) +
                    " in the equation string, subscripts must be in [a-zA-Z]");
    }
    return out;
}

// Names for the dimensions of operand n; a letter that comes twice takes the diagonal.
Labelled labelled(Context& c, StridedTensor a, const std::string& text, std::size_t n) {
    const auto dot = text.find('.');
    const Index letters = static_cast<Index>(text.size()) - (dot == std::string::npos ? 0 : 1);
    if (dot == std::string::npos ? letters != a.rank() : letters > a.rank()) {
        c.wrong("einsum(): the number of subscripts in the equation (" + std::to_string(letters) +
                (dot == std::string::npos ? ") does not match the number of dimensions ("
                                          : ") is more than the number of dimensions (") +
                std::to_string(a.rank()) + ") for operand " + std::to_string(n) +
                (dot == std::string::npos ? " and no ellipsis was given" : ""));
        return {};
    }
    std::string names;
    for (const char letter : text) {
        if (letter != '.') names += letter;
        else
            for (Index left = a.rank() - letters; left > 0; --left) names += ellipsis_name(left);
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        for (auto j = names.find(names[i], i + 1); j != std::string::npos; j = names.find(names[i], i + 1)) {
            const Index x = a.shape[static_cast<Index>(i)], y = a.shape[static_cast<Index>(j)];
            if (x != y) {
                c.wrong("einsum(): subscript " + std::string(1, names[i]) + " is repeated for operand " +
                        std::to_string(n) + " but the sizes don't match, " + std::to_string(y) +
                        " != " + std::to_string(x));
                return {};
            }
            a = diagonal(c, a, 0, static_cast<std::int64_t>(i), static_cast<std::int64_t>(j));
            const char twice = names[i];
            names.erase(j, 1);
            names.erase(i, 1);
            names += twice; // the diagonal is the last dimension
            if (c.failed()) return {};
            i = std::size_t(-1); // from the start, in the new order
            break;
        }
    return {a, names};
}

// Sums what `keep` does not name.
Labelled summed(Context& c, Labelled a, const std::string& keep) {
    Dims gone;
    std::string names;
    for (std::size_t i = 0; i < a.names.size(); ++i) {
        if (keep.find(a.names[i]) == std::string::npos) gone.push_back(static_cast<Index>(i));
        else names += a.names[i];
    }
    if (gone.empty()) return a;
    const DType t = a.tensor.dtype;
    return {sum(c, a.tensor, gone, false, t), names};
}

// The operand as [batch, rows, columns], each made of the dimensions of these names in their order.
StridedTensor as_batch(Context& c, const Labelled& a, const std::string& batch, const std::string& rows,
                       const std::string& columns) {
    Dims order, sizes;
    for (const std::string* part : {&batch, &rows, &columns}) {
        std::int64_t size = 1;
        for (const char name : *part) {
            order.push_back(static_cast<Index>(a.names.find(name)));
            size *= size_of(a, name);
        }
        sizes.push_back(static_cast<Index>(size));
    }
    const StridedTensor turned = permuted(c, a.tensor, order);
    return c.failed() ? turned : reshaped(c, turned, sizes);
}

// The product of two over the names that neither the output nor a later operand has.
Labelled pair_product(Context& c, Labelled a, Labelled b, const std::string& needed) {
    a = summed(c, a, b.names + needed);
    b = summed(c, b, a.names + needed);
    if (c.failed()) return {};
    // Where one has size 1 and the other not, the first is summed away: it broadcasts.
    for (Labelled* side : {&a, &b}) {
        const Labelled& other = side == &a ? b : a;
        for (std::size_t i = side->names.size(); i-- > 0;)
            if (side->tensor.shape[static_cast<Index>(i)] == 1 && size_of(other, side->names[i]) != 1) {
                side->tensor = selected(c, side->tensor, static_cast<std::int64_t>(i), 0);
                side->names.erase(i, 1);
            }
    }
    std::string batch, left, right, inner;
    for (const char name : a.names) {
        const bool both = b.names.find(name) != std::string::npos, kept = needed.find(name) != std::string::npos;
        (both ? kept ? batch : inner : left) += name;
    }
    for (const char name : b.names)
        if (a.names.find(name) == std::string::npos) right += name;
    const StridedTensor x = as_batch(c, a, batch, left, inner), y = as_batch(c, b, batch, inner, right);
    if (c.failed() || !c.fits_rank(static_cast<Index>(batch.size() + left.size() + right.size()))) return {};
    const StridedTensor out = bmm(c, x, y);
    Labelled result{{}, batch + left + right};
    Dims shape;
    for (const char name : result.names) shape.push_back(std::max(size_of(a, name), size_of(b, name)));
    for (Index i = 0; i < shape.size(); ++i) {
        const char name = result.names[static_cast<std::size_t>(i)];
        if (size_of(a, name) == 0 || size_of(b, name) == 0) shape[i] = 0;
    }
    if (!c.failed()) result.tensor = reshaped(c, out, shape);
    // A name that one of the two had, and that nobody needs, is summed as far as it was broadcast.
    return c.failed() ? Labelled{} : summed(c, result, needed);
}

// Dimensions of one name have one size, or 1.
void check_sizes(Context& c, const std::vector<Labelled>& all) {
    std::string seen;
    std::vector<Index> sizes;
    for (std::size_t n = 0; n < all.size(); ++n)
        for (const char name : all[n].names) {
            const Index size = size_of(all[n], name);
            const auto known = seen.find(name);
            if (known == std::string::npos) seen += name, sizes.push_back(size);
            else if (sizes[known] != size && sizes[known] != 1 && size != 1)
                c.wrong("einsum(): subscript " + std::string(1, name) + " has size " + std::to_string(size) +
                        " for operand " + std::to_string(n) + " which does not broadcast with previously seen size " +
                        std::to_string(sizes[known]));
            else if (sizes[known] == 1) sizes[known] = size;
        }
}

// The output's names where the equation does not say: those that come once, in order of the alphabet, after the
// ellipsis.
std::string implicit_output(const std::vector<std::string>& texts) {
    std::string all, out;
    for (const std::string& text : texts) all += text;
    if (all.find('.') != std::string::npos) out += '.';
    for (int letter = 'A'; letter <= 'z'; ++letter)
        if (is_letter(static_cast<char>(letter)) && std::count(all.begin(), all.end(), static_cast<char>(letter)) == 1)
            out += static_cast<char>(letter);
    return out;
}

} // namespace

StridedTensor einsum(Context& c, std::string_view equation, const std::vector<StridedTensor>& operands) {
    if (operands.empty()) return c.wrong("einsum(): must provide at least one operand");
    const auto arrow = equation.find("->");
    const std::string_view inputs = equation.substr(0, arrow);
    std::vector<std::string> texts;
    for (std::size_t at = 0; at <= inputs.size();) {
        const auto comma = std::min(inputs.find(',', at), inputs.size());
        texts.push_back(subscripts(c, inputs.substr(at, comma - at), "operand " + std::to_string(texts.size())));
        at = comma + 1;
    }
    if (texts.size() > operands.size())
        c.wrong("einsum(): fewer operands were provided than specified in the equation");
    if (texts.size() < operands.size()) c.wrong("einsum(): more operands were provided than specified in the equation");
    if (c.failed()) return {};
    std::vector<Labelled> all;
    std::string seen, output;
    Index ellipsis = 0;
    for (std::size_t n = 0; n < operands.size(); ++n) {
        all.push_back(labelled(c, operands[n], texts[n], n));
        if (c.failed()) return {};
        seen += all.back().names;
        for (const char name : all.back().names)
            if (!is_letter(name)) ellipsis = std::max<Index>(ellipsis, name - '0');
    }
    const std::string asked =
        arrow == equation.npos ? implicit_output(texts) : subscripts(c, equation.substr(arrow + 2), "output");
    for (const char name : asked) {
        if (name == '.') {
            for (Index left = ellipsis; left > 0; --left) output += ellipsis_name(left);
            continue;
        }
        const std::string said = "einsum(): output subscript " + std::string(1, name);
        if (output.find(name) != std::string::npos) return c.wrong(said + " appears more than once in the output");
        if (seen.find(name) == std::string::npos)
            return c.wrong(said + " does not appear in the equation for any input operand");
        output += name;
    }
    check_sizes(c, all);
    if (c.failed() || !c.fits_rank(static_cast<Index>(output.size()))) return {};
    Labelled result = all[0];
    for (std::size_t n = 1; n < all.size() && !c.failed(); ++n) {
        std::string needed = output;
        for (std::size_t later = n + 1; later < all.size(); ++later) needed += all[later].names;
        result = pair_product(c, result, all[n], needed);
    }
    result = summed(c, result, output);
    if (c.failed()) return {};
    Dims order;
    for (const char name : output) {
        const auto at = result.names.find(name);
        if (at == std::string::npos) return c.wrong("einsum(): the equation is not supported here");
        order.push_back(static_cast<Index>(at));
    }
    return permuted(c, result.tensor, order);
}

} // namespace attn
