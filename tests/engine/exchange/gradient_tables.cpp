#include "gradient_tables.h"

#include <algorithm>
#include <cmath>

#include "tests/engine/cases.h"

namespace attn {

namespace {

bool same_shapes(const std::vector<oracle::Table>& a, const std::vector<oracle::Table>& b) {
    const auto shapes = [](const std::vector<oracle::Table>& tables) {
        std::vector<std::size_t> out;
        for (const oracle::Table& table : tables) {
            out.push_back(table.size());
            for (const auto& row : table) out.push_back(row.size());
        }
        return out;
    };
    return shapes(a) == shapes(b);
}

} // namespace

GradientTables gradient_tables(const oracle::Gradients& g) {
    GradientTables out{{"d_q", g.q}, {"d_k", g.k}, {"d_v", g.v}, {"d_scores", g.scores}, {"d_weights", g.weights}};
    const auto add = [&](const char* name, const oracle::Table& table) {
        if (!table.empty()) out[name] = {table};
    };
    add("d_x", g.x), add("d_memory", g.memory), add("d_memory_v", g.memory_v);
    add("d_w_q", g.p.w_q), add("d_w_k", g.p.w_k), add("d_w_v", g.p.w_v), add("d_w_o", g.p.w_o);
    for (const auto& [name, bias] :
         {std::pair{"d_b_q", &g.b_q}, {"d_b_k", &g.b_k}, {"d_b_v", &g.b_v}, {"d_b_o", &g.b_o}})
        if (!bias->empty()) out[name] = {{*bias}};
    return out;
}

GradientTables gradient_tables(const Json& result) {
    GradientTables out;
    for (const Json member : result) {
        if (member.name() == "id") continue;
        std::vector<oracle::Table>& tables = out[std::string(member.name())];
        if (member[0][0].kind() != JsonKind::array) tables.push_back(json_table(member));
        else
            for (const Json head : member) tables.push_back(json_table(head));
    }
    return out;
}

std::vector<double> numbers_in(const std::vector<oracle::Table>& tables) {
    std::vector<double> out;
    for (const oracle::Table& table : tables)
        for (const auto& row : table) out.insert(out.end(), row.begin(), row.end());
    return out;
}

std::map<std::string, double> gradient_errors(const GradientTables& have, const GradientTables& want) {
    std::map<std::string, double> out;
    for (const auto& [name, tables] : have)
        if (!want.contains(name)) out[name] = INFINITY;
    for (const auto& [name, tables] : want) {
        const auto found = have.find(name);
        if (found == have.end() || !same_shapes(found->second, tables)) {
            out[name] = INFINITY;
            continue;
        }
        const std::vector<double> a = numbers_in(found->second), b = numbers_in(tables);
        double worst = 0, largest = 1;
        for (std::size_t i = 0; i < a.size(); ++i) {
            largest = std::max(largest, std::fabs(b[i]));
            worst = std::isfinite(a[i]) ? std::max(worst, std::fabs(a[i] - b[i])) : INFINITY;
        }
        out[name] = worst / largest;
    }
    return out;
}

} // namespace attn
