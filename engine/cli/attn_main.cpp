// The program `attn`: the command line of the engine. What it says is decided in cli.h, eval.h and gradient.h; this
// file only reads and writes.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>

#include "attn_bench.h"
#include "attn_files.h"
#include "attn_train.h"
#include "cli.h"
#include "cli_words.h"
#include "engine/exchange/eval.h"
#include "engine/exchange/gradient.h"

namespace {

// A pipe that somebody else has set to non-blocking says EAGAIN when it is empty; that is not its end.
int next_byte(std::FILE* in) {
    for (;;) {
        const int c = std::getc(in);
        if (c != EOF || !std::ferror(in) || errno != EAGAIN) return c;
        std::clearerr(in);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

// The next line without its line feed; false at the end. Of a line that is longer than the evaluator takes,
// one byte too many is kept, so that it is refused without being held in memory.
bool read_line(std::FILE* in, std::string& line) {
    line.clear();
    int c = next_byte(in);
    if (c == EOF) return false;
    for (; c != EOF && c != '\n'; c = next_byte(in))
        if (line.size() <= attn::kMaxEvalBytes) line += static_cast<char>(c);
    return true;
}

// Each line is answered before the next one is read, so a program can ask, read the answer and ask again.
int answer_lines(attn::Answer (*answer)(std::string_view line, long number), std::FILE* in, std::FILE* out) {
    std::string line;
    int status = 0;
    for (long number = 1; read_line(in, line); ++number) {
        attn::Answer done = answer(line, number);
        if (done.failed) status = 1;
        if (done.line.empty()) continue;
        done.line += '\n';
        if (std::fwrite(done.line.data(), 1, done.line.size(), out) != done.line.size() || std::fflush(out) != 0)
            return 2;
    }
    if (!std::ferror(in)) return status;
    std::fputs("attn: standard input cannot be read\n", stderr);
    return 2;
}

} // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    if (words == std::vector<std::string>{"eval"}) return answer_lines(attn::evaluated, stdin, stdout);
    if (words == std::vector<std::string>{"gradient"}) return answer_lines(attn::differentiated, stdin, stdout);
    attn::Reply reply = attn::is_bench_command(words)           ? attn::bench_command(words)
                        : !words.empty() && words[0] == "train" ? attn::train_command(words)
                                                                : attn::command_line(words, attn::file_read);
    if (reply.file && !attn::write_file(*reply.file)) {
        reply.err += "attn: " + reply.file->path + ": " + std::string(attn::tool_text("cli.unwritable")) + "\n";
        reply.out.clear();
        reply.exit_code = 1;
    }
    std::fwrite(reply.err.data(), 1, reply.err.size(), stderr);
    std::fwrite(reply.out.data(), 1, reply.out.size(), stdout);
    return reply.exit_code;
}
