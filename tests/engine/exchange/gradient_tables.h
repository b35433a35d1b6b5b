// Results of gradients as tables, for tests that compare them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/engine/kept_json.h"
#include "tests/engine/oracle_gradients.h"

namespace attn {

// The members of a result by name, each as a list of tables: those that each head has, or a single one.
using GradientTables = std::map<std::string, std::vector<oracle::Table>>;
GradientTables gradient_tables(const oracle::Gradients&);
GradientTables gradient_tables(const Json& result);

std::vector<double> numbers_in(const std::vector<oracle::Table>&);

// The largest |error| / max(1, largest |wanted|) of each member; infinite where a name or a shape is another one.
std::map<std::string, double> gradient_errors(const GradientTables& have, const GradientTables& want);

} // namespace attn
