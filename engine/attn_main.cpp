// The program `attn`: the command line of the engine. Everything it does is in cli.h.
#include <cstdio>

#include "cli.h"

int main(int count, char** arguments) {
    const attn::Reply reply = attn::command_line({arguments + 1, arguments + count});
    std::fwrite(reply.err.data(), 1, reply.err.size(), stderr);
    std::fwrite(reply.out.data(), 1, reply.out.size(), stdout);
    return reply.exit_code;
}
