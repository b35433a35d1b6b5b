// `attn train`: a model trained from a recipe, with its progress as text.
//
//   attn train RECIPE [-o FILE] [--steps N] [--seed N] [--weights-only] [--json]
//   attn train --resume FILE [-o FILE] [--steps N] [--weights-only] [--json]
//
// Here is what the words ask for and what is said; attn_train.cpp, which belongs to the program and not to the library,
// prints while it goes on and hears Ctrl+C.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli_files.h"
#include "cli_reply.h"
#include "engine/train/trainer.h"

namespace attn {

struct TrainRequest {
    std::optional<Trainer> trainer{}; // or, when there is none:
    int exit_code = 0;
    std::string error{}; // a sentence
    int steps = 0;       // how many it shall have done in the end
    std::string output{};
    bool weights_only = false, json = false;
};
// `words` as typed, "train" the first of them.
TrainRequest train_request(const std::vector<std::string>& words, const FileReader& read);

// Where training is: how good the model is on examples that it has not seen, and what its heads do. A row of a table, or
// one line of JSON.
std::string progress_header(const TrainRequest&);
std::string progress_line(TrainRequest&);

// Trains to the end, or until somebody wants to stop, and answers with the file to write. `say` is given each piece of
// standard output as soon as there is one.
Reply train(TrainRequest, const std::function<bool()>& stop, const std::function<void(std::string_view)>& say);

// The command as a whole, for whom nothing has to be said before its end.
Reply train_reply(const std::vector<std::string>& words, const FileReader& read);

} // namespace attn
