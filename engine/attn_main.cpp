// The program `attn`: the command line of the engine. Everything it does is in cli.h.
#include <cstdio>

#include "attn_bench.h"
#include "cli.h"

int main(int count, char** arguments) {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    const attn::Reply reply = attn::is_bench_command(words) ? attn::bench_command(words) : attn::command_line(words);
    std::fwrite(reply.err.data(), 1, reply.err.size(), stderr);
    std::fwrite(reply.out.data(), 1, reply.out.size(), stdout);
    return reply.exit_code;
}
