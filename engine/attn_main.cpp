// The program `attn`: the command line of the engine. Everything it does is in cli.h.
#include <cstdio>

#include "attn_files.h"
#include "cli.h"
#include "text.h"

int main(int count, char** arguments) {
    attn::Reply reply = attn::command_line({arguments + 1, arguments + count}, attn::file_read);
    if (reply.file && !attn::write_file(*reply.file)) {
        reply.err += "attn: " + reply.file->path + ": " + std::string(attn::text("cli.unwritable")) + "\n";
        reply.exit_code = 1;
    }
    std::fwrite(reply.err.data(), 1, reply.err.size(), stderr);
    std::fwrite(reply.out.data(), 1, reply.out.size(), stdout);
    return reply.exit_code;
}
