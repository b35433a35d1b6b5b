// What is fuzzed: one function for each way in which bytes that somebody else chose enter the engine.
//
// A target takes any bytes, must not crash on them, and says which promise it found broken: "" when none is. main.cpp
// makes a libFuzzer program of one target; replay_test.cpp runs all of them over the corpora as an ordinary test.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace attn::fuzz {

std::string text_fault(std::string_view);        // a sentence: tokens, the run, the printed tables
std::string link_fault(std::string_view);        // settings as in the page's address
std::string arguments_fault(std::string_view);   // the words of the command line, one on each line
std::string json_fault(std::string_view);        // JSON
std::string eval_fault(std::string_view);        // a line for attn eval
std::string gradient_fault(std::string_view);    // a line for attn gradient
std::string safetensors_fault(std::string_view); // a weights file; the same bytes also as a header behind its length

struct Target {
    std::string_view name; // of its corpus and its program
    std::string (*fault)(std::string_view);
};
inline constexpr std::array kTargets{Target{"text", text_fault},
                                     Target{"link", link_fault},
                                     Target{"arguments", arguments_fault},
                                     Target{"json", json_fault},
                                     Target{"eval", eval_fault},
                                     Target{"gradient", gradient_fault},
                                     Target{"safetensors", safetensors_fault}};

} // namespace attn::fuzz
