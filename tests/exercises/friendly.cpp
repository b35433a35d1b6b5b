// How an exercise answers: a line for each thing it asks, and what to do next.
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_case_info.hpp>
#include <catch2/interfaces/catch_interfaces_config.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
#include <catch2/reporters/catch_reporter_streaming_base.hpp>

#include <ostream>
#include <string>

namespace {

class Friendly final : public Catch::StreamingReporterBase {
public:
    using StreamingReporterBase::StreamingReporterBase;
    static std::string getDescription() { return "A line for each thing an exercise asks."; }

    void assertionEnded(const Catch::AssertionStats& stats) override {
        if (stats.assertionResult.isOk() || !said_.empty()) return;
        said_ = std::string(stats.assertionResult.getMessage());
        for (const Catch::MessageInfo& info : stats.infoMessages) said_ = info.message;
    }

    void testCaseEnded(const Catch::TestCaseStats& stats) override {
        const bool done = stats.totals.testCases.failed == 0;
        m_stream << (done ? "  done      " : "  not yet   ") << stats.testInfo->name << '\n';
        if (!done && !said_.empty()) m_stream << "            " << said_ << '\n';
        said_.clear();
        ++all_;
        done_ += done;
    }

    void testRunEnded(const Catch::TestRunStats&) override {
        m_stream << '\n' << done_ << " of " << all_ << " done.";
        if (done_ == all_) m_stream << " That is the whole exercise.";
        m_stream << std::endl;
    }

private:
    std::string said_;
    int done_ = 0, all_ = 0;
};

CATCH_REGISTER_REPORTER("friendly", Friendly)

} // namespace

int main(int count, char** words) {
    Catch::Session session;
    session.configData().reporterSpecifications.push_back({"friendly", {}, {}, {}});
    if (const int wrong = session.applyCommandLine(count, words)) return wrong;
    return session.run();
}
