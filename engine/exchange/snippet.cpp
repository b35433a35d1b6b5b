#include "snippet.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "snippet_parts.h"

namespace attn {

namespace {

constexpr int kShownDecimals = 2; // of the digits in the figure's cells

// How far, as a share of the largest number in its matrix, another order of summation and another exp may take a
// number away from the engine's.
constexpr double kElsewhere = 5e-7;

// Numbers so near the middle between two printed ones that this could tip the last digit: {"Scores, head 1":
// {(0, 3): 0.125}}. Empty when there are none.
std::string edges(const Words& names, Trace& t) {
    using enum Tensor;
    constexpr std::array computed{q,       k,       v,    q_head,  k_head,  v_head,  scores,   scaled,  capped, masked,
                                  row_max, shifted, exps, row_sum, weights, dropped, averaged, context, concat, output};
    const double unit = std::pow(10.0, kShownDecimals);
    const auto near_the_middle = [&](const Matrix& m) {
        double max = 1;
        for (Index i = 0; i < m.size(); ++i)
            if (std::isfinite(m.data()[i])) max = std::max(max, std::fabs(static_cast<double>(m.data()[i])));
        std::string cells;
        for (Index i = 0; i < m.rows(); ++i)
            for (Index j = 0; j < m.cols(); ++j) {
                const double units = std::fabs(static_cast<double>(m(i, j))) * unit;
                if (!std::isfinite(units) || std::fabs(units - std::floor(units) - 0.5) > kElsewhere * max * unit)
                    continue;
                cells += (cells.empty() ? "" : ", ") + std::string("(") + std::to_string(i) + ", " + std::to_string(j) +
                         "): " + shortest(static_cast<double>(m(i, j)));
            }
        return cells;
    };
    std::array<std::string, computed.size()> lines;
    for (int h = 0; h < t.heads; ++h) { // a head's matrices together: it is computed once
        for (std::size_t i = 0; i < computed.size(); ++i) {
            if (!has(t, computed[i]) || (h > 0 && !info(computed[i]).per_head)) continue;
            const std::string cells = near_the_middle(matrix(t, computed[i], h));
            if (cells.empty()) continue;
            lines[i] += "    " + python_string(tensor_name(names, computed[i], h)) + ": {" + cells + "},\n";
        }
        t.by_head.release(h);
    }
    return std::accumulate(lines.begin(), lines.end(), std::string());
}

// Whether softmax meets a row, or for the wrong axis a column, in which nothing is allowed.
bool nothing_allowed_somewhere(Trace& t) {
    for (int h = 0; h < t.heads; ++h) {
        const Mask& seen = t.head(h).seen;
        const bool all =
            t.options.mistakes.softmax_over_queries ? seen.colwise().any().all() : seen.rowwise().any().all();
        t.by_head.release(h);
        if (!all) return true;
    }
    return false;
}

std::string heading(const Words& remarks, const Config& config, Library library) {
    const std::string settings = format(config);
    return commented(remarks, library == Library::numpy ? "snippet.about_numpy" : "snippet.about_pytorch",
                     {{"text", python_string(config.text)},
                      {"settings", settings.empty() ? text(remarks, "snippet.default_settings") : settings}});
}

std::string printing(const SnippetWords& words, Trace& t, std::string_view library) {
    const auto say = [&](std::string_view key) { return std::string(text(words.remarks, key)); };
    const std::string of_head = text(words.names, "tensor.of_head", {{"name", "{name}"}, {"head", "{h + 1}"}});
    const std::string tips = edges(words.names, t);
    std::string out = "import sys\n\nimport " + std::string(library) + "\n\n";
    // StringIO, into which a test may print, has no encoding.
    out += "if hasattr(sys.stdout, \"reconfigure\"):  # " + say("snippet.stdout") +
           "\n    sys.stdout.reconfigure(errors=\"backslashreplace\")\n\nDECIMALS = " + std::to_string(kShownDecimals);
    out += "  # " + say("snippet.decimals") + "\nMOST = 64  # " + say("snippet.most") + "\n\n";
    if (!tips.empty())
        out += commented(words.remarks, "snippet.edges", {{"form", "{(row, column): number}"}}) + "EDGES = {\n" + tips +
               "}\n\n";
    out += "\ndef digits(x):\n"
           "    text = f\"{x:.{DECIMALS}f}\"\n"
           "    return text.lstrip(\"-\") if float(text) == 0 else text  # " +
           say("snippet.never_minus") +
           "\n"
           "\n\ndef show(name, M, rows, cols=None):\n"
           "    if M.ndim == 3:  # " +
           say("snippet.each_head") +
           "\n"
           "        for h in range(len(M)):\n"
           "            show(f\"" +
           of_head +
           "\", M[h], rows, cols)\n"
           "        return\n"
           "    cols = cols or [str(j + 1) for j in range(M.shape[1])]\n"
           "    print(f\"\\n{name}  [{M.shape[0]} x {M.shape[1]}]\")\n"
           "    print(\" \" * 12 + \"\".join(f\"{col:>9.8}\" for col in cols[:MOST]))\n"
           "    for i, row in enumerate(M.tolist()[:MOST]):\n";
    if (!tips.empty()) out += "        row = [EDGES.get(name, {}).get((i, j), x) for j, x in enumerate(row)]\n";
    out += "        print(f\"{rows[i]:>12.12}\" + \"\".join(f\"{digits(x):>9}\" for x in row[:MOST]))\n";
    return out;
}

} // namespace

std::string program_of(const Words& names, const Words& remarks, Run& run, Library library) {
    Trace& t = run.trace;
    const bool numpy = library == Library::numpy;
    const SnippetWords words{names, remarks};
    std::string out = heading(remarks, run.config, library);
    out += printing(words, t, numpy ? "numpy as np" : "torch\nimport torch.nn.functional as F");
    const bool empty = nothing_allowed_somewhere(t);
    out += given_part(words, run, library) + steps_part(words, t, library, empty);
    if (!numpy) out += torch_part(remarks, t, empty);
    return out;
}

} // namespace attn
