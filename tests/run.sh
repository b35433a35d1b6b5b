# ./lab test: sourced by lab, which sets up and builds. Each suite is built and run by itself; the table at the end says
# how long each took.

summary=() times=()
failed_suites=0 suite_start=0 suite_built=0
# suite_begins, suite_is_built: when, in seconds.
suite_begins() { suite_start=$SECONDS suite_built=$SECONDS; }
suite_is_built() { suite_built=$SECONDS; }
# report SUITE PASSED FAILED: a suite that ran nothing has failed too.
report() {
    summary+=("$1: $2 passed, $3 failed")
    times+=("$(printf '%-10s %7d s %7d s' "$1" $((suite_built - suite_start)) $((SECONDS - suite_built)))")
    if [ "$3" -ne 0 ] || [ "$2" -eq 0 ]; then failed_suites=$((failed_suites + 1)); fi
    suite_begins
}
# report_counts SUITE FILE: of what a runner wrote there.
report_counts() {
    local counts
    counts=$(node tests/counts.mjs "$2") || counts="0 1"
    # shellcheck disable=SC2086
    report "$1" $counts
}

# test_preset PRESET TARGETS [PATTERN]: builds targets of a preset and runs its CTest tests whose names match.
test_preset() {
    local results=$PWD/build/$1/tests.xml
    suite_begins
    # shellcheck disable=SC2086
    build "$1" $2 || { suite_is_built; report "$1" 0 1; return 0; }
    suite_is_built
    rm -f "$results"
    ctest --preset "$1" ${3:+-R "$3"} --output-junit "$results" --test-output-truncation head </dev/null || true
    report_counts "$1" "$results"
}

# node_tests SUITE FILE...: runs Node's own test runner. Firefox has WebGL2, and the desktop program a window, only with
# a display, so they run under a virtual one where there is one.
node_tests() {
    local suite=$1 results=build/$1.tests.json display=()
    shift
    if command -v xvfb-run >/dev/null; then display=(xvfb-run -a -s "-screen 0 1600x1200x24"); fi
    rm -f "$results"
    "${display[@]}" node --test --test-concurrency=1 --test-reporter=spec --test-reporter-destination=stdout \
        --test-reporter=./tests/counts.mjs --test-reporter-destination="$results" "$@" </dev/null 2>&1 || true
    report_counts "$suite" "$results"
}

test_desktop() {
    suite_begins
    build native attention-lab || { suite_is_built; report desktop 0 1; return 0; }
    suite_is_built
    node_tests desktop tests/shell/*/*.test.mjs
}

test_web() {
    suite_begins
    { build native attn && build web dist size_bits; } || { suite_is_built; report web 0 1; return 0; }
    suite_is_built
    node_tests web tests/web/*.test.mjs
    if node tests/bytes.mjs dist; then report bytes 1 0; else report bytes 0 1; fi
}

# The course: student programs through the page's checker, and what students hand in through the engine; with PyTorch on
# this machine the programs also under the real one.
test_course() {
    suite_begins
    { build native attn && build web attention_lab_tensors; } || { suite_is_built; report course 0 1; return 0; }
    suite_is_built
    node_tests course tests/course/*.test.mjs
    local check python=python3 each
    for each in python3 /usr/bin/python3; do
        if "$each" -c 'import torch' 2>/dev/null; then python=$each; break; fi
    done
    for check in variants "solutions build/native/attn" corpus; do
        # shellcheck disable=SC2086
        if "$python" tests/course/check_${check%% *}.py ${check#"${check%% *}"}; then report "course, $check" 1 0; else report "course, $check" 0 1; fi
    done
}

test_format() {
    suite_begins
    if format --check; then report format 1 0; else report format 0 1; fi
}

test_types() {
    suite_begins
    if node_modules/.bin/tsc -p web; then report types 1 0; else report types 0 1; fi
}

run_tests() {
    set_up test
    local preset
    case ${1:-all} in
        engine) test_preset native engine_tests '^engine'; test_preset node all ;;
        shell) test_preset native shell_tests '^shell'; test_desktop ;;
        web) test_types; test_web; test_course ;;
        all)
            test_format
            test_types
            for preset in native clang sanitize node; do test_preset $preset all; done
            test_desktop
            test_web
            test_course
            ;;
        *) help >&2; exit 2 ;;
    esac
    printf '\n%-10s %9s %9s\n' suite build run
    printf '%s\n' "${times[@]}"
    printf 'all of it: %d min %d s\n\n' $((SECONDS / 60)) $((SECONDS % 60))
    printf '%s\n' "${summary[@]}"
    printf '%s\n' "${summary[@]}" | node tests/counts.mjs --total
    [ $failed_suites -eq 0 ]
}
