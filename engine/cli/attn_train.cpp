#include "attn_train.h"

#include <csignal>
#include <cstdio>

#include "attn_files.h"
#include "cli_train.h"
#include "cli_words.h"
#include "engine/train/checkpoint.h"

namespace attn {

namespace {

volatile std::sig_atomic_t interrupted = 0;

// A second one ends the program at once.
void interrupt(int signal) {
    interrupted = 1;
    std::signal(signal, SIG_DFL);
}

} // namespace

Reply train_command(const std::vector<std::string>& words) {
    TrainRequest request = train_request(words, file_read);
    if (!request.trainer) return {.exit_code = request.exit_code, .err = "attn: " + request.error + "\n"};
    // The file is there from the beginning: nobody trains for an hour to hear that it cannot be written.
    if (!request.output.empty() && !write_file({request.output, checkpoint_of(*request.trainer)}))
        return {.exit_code = 1,
                .err = "attn: " + request.output + ": " + std::string(tool_text("cli.unwritable")) + "\n"};
    std::signal(SIGINT, interrupt);
    std::signal(SIGTERM, interrupt);
    return train(
        std::move(request), [] { return interrupted != 0; },
        [](std::string_view text) {
            std::fwrite(text.data(), 1, text.size(), stdout);
            std::fflush(stdout);
        });
}

} // namespace attn
