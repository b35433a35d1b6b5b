// With ATTN_COMMA_LOCALE in the environment all tests of the program run in a locale whose decimals have a comma, as
// in a program that follows its user's habits. Where there is no such locale nothing runs and the program has failed.
#include <catch2/catch_test_macros.hpp>
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

bool wanted() { return std::getenv("ATTN_COMMA_LOCALE") != nullptr; }
bool has_comma() { return std::string_view(std::localeconv()->decimal_point) == ","; }

bool set_comma_locale() {
    for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "pl_PL.UTF-8", "pt_BR.UTF-8", "German", "French"})
        if (std::setlocale(LC_ALL, name) && has_comma()) return true;
    return false;
}

struct CommaLocale : Catch::EventListenerBase {
    using EventListenerBase::EventListenerBase;
    void testRunStarting(const Catch::TestRunInfo&) override {
        if (!wanted() || set_comma_locale()) return;
        std::fputs("There is no locale whose decimals have a comma (LOCPATH names the folder to look in).\n", stderr);
        std::exit(1);
    }
};
CATCH_REGISTER_LISTENER(CommaLocale)

} // namespace

TEST_CASE("the tests run in the locale that they should run in") { CHECK(has_comma() == wanted()); }
