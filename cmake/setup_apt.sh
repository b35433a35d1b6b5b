# The Debian half of cmake/setup: sourced, not run. Everything that comes from a Debian mirror comes through apt,
# which checks the archive's signatures.

is_debian() { [ -r /etc/os-release ] && (. /etc/os-release && [ "${ID:-}" = debian ]) && command -v apt-get >/dev/null; }
debian_major() { (. /etc/os-release && echo "${VERSION_ID:-99}") | cut -d . -f 1; }

# Debian 12 and 13 have Eigen 3.4.0; Eigen 5, which newer suites have, would compute other bits.
system_eigen() { [ "$(debian_major)" -le 13 ]; }

# ---------------------------------------------------------------- packages of this system
# versioned NAME: NAME-19, with which the sources are formatted; its newest version where a suite has dropped that one.
versioned() {
    local known
    known=$(apt-cache pkgnames "$1-" 2>/dev/null | grep -xE "$1-[0-9]+" | sort -V || true)
    if [ -z "$known" ] || grep -qx "$1-19" <<<"$known"; then echo "$1-19"; else tail -n 1 <<<"$known"; fi
}

# Prints the packages that are missing. A line "command:package" is satisfied by the command, wherever it came
# from; a plain line by the installed package.
missing_packages() {
    local wanted="git:git cmake:cmake ninja:ninja-build node:nodejs npm:npm python3:python3 xz:xz-utils
        ca-certificates libstb-dev"
    if system_eigen; then wanted+=" libeigen3-dev"; else wanted+=" bzip2:bzip2"; fi
    case $emcc_kind in
        private) wanted+=" clang++-19:clang-19 lld-19 llvm-19" ;;
        debian) wanted+=" emcc:emscripten" ;;
    esac
    if [ "$goal" != web ]; then
        wanted+=" g++:g++ libsdl2-dev libgl-dev"
    fi
    local clang
    clang=$(versioned clang)
    # With its sanitizers, which the fuzzer is one of.
    if [ "$goal" = test ] || [ "$goal" = fuzz ]; then
        wanted+=" ${clang/clang/clang++}:$clang libclang-rt-${clang##*-}-dev"
    fi
    if [ "$goal" = test ]; then
        wanted+=" $(versioned clang-format):$(versioned clang-format)"
        wanted+=" chromium-headless-shell firefox-esr:firefox-esr xvfb-run:xvfb xauth:xauth xdotool:xdotool libgl1-mesa-dri libgl1 libegl1"
        # Sentences in other scripts and emoji, which are drawn with the fonts of the system.
        wanted+=" fonts-dejavu-core fonts-wqy-microhei fonts-lohit-deva fonts-noto-color-emoji"
        wanted+=" python3-numpy" # runs the programs that attn export writes
        wanted+=" locales" # the sources of a locale whose decimals have a comma
    fi
    local entry
    for entry in $wanted; do
        case $entry in
            *:*) command -v "${entry%%:*}" >/dev/null || echo "${entry#*:}" ;;
            *) [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$entry" 2>/dev/null | cut -c 1-2)" = ii ] || echo "$entry" ;;
        esac
    done
}

install_packages() {
    export DEBIAN_FRONTEND=noninteractive
    dpkg --configure -a
    apt-get -o DPkg::Lock::Timeout=300 update
    # shellcheck disable=SC2086
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $missing
}

# ---------------------------------------------------------------- packages of newer Debian suites
# The mirror this machine already uses, from its own apt sources in either format. A security archive is no use
# here: it does not hold whole suites.
mirror() {
    local suite uri
    # A machine that follows sid or testing may call itself by the name of the release to come.
    for suite in $(. /etc/os-release && echo "${VERSION_CODENAME:-}") sid unstable testing; do
        uri=$(mirror_of "$suite")
        if [ -n "$uri" ]; then echo "$uri"; return; fi
    done
}
mirror_of() {
    {
        cat /etc/apt/sources.list.d/*.sources | awk -v suite="$1" '
            function flush() { if (types ~ /deb/ && index(" " suites " ", " " suite " ")) print uri; types = uri = suites = "" }
            /^#/ { next }
            /^[[:space:]]*$/ { flush(); next }
            tolower($1) == "types:" { $1 = ""; types = $0 }
            tolower($1) == "uris:" { uri = $2 }
            tolower($1) == "suites:" { $1 = ""; suites = $0 " " }
            END { flush() }'
        cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list |
            sed -E 's/\[[^]]*\]//' | awk -v suite="$1" '$1 == "deb" && $3 == suite { print $2 }'
    } 2>/dev/null | sed -n 1p || true
}

# newer_apt COMMAND...: an apt that sees the newer suites and keeps all its state in a folder of its own, so that
# the system's package lists and pins never learn of them.
newer_apt() {
    local state=$cache/apt tool=$1 keys=/usr/share/keyrings/debian-archive-keyring.gpg
    shift
    [ -r $keys ] || keys=/usr/share/keyrings/debian-archive-keyring.pgp
    if [ ! -f "$state/updated" ]; then
        local uri
        uri=$(mirror)
        [ -n "$uri" ] || { echo "no mirror found in this machine's apt sources"; return 1; }
        mkdir -p "$state/lists/partial" "$state/archives/partial"
        {
            [ "$emcc_kind" != private ] || echo "deb [signed-by=$keys] $uri trixie main"
            # Dear ImGui's version left sid or will; it stays longer in the suite that follows.
            for suite in trixie forky sid; do echo "deb-src [signed-by=$keys] $uri $suite main"; done
        } >"$state/sources.list"
    fi
    local options=(-o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=-
        -o Dir::State::lists="$state/lists" -o Dir::Cache="$state" -o Dir::Cache::archives="$state/archives"
        -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::Retries=3)
    if [ ! -f "$state/updated" ]; then
        apt-get "${options[@]}" update
        touch "$state/updated"
    fi
    "$tool" "${options[@]}" "$@"
}

# fetch_source PACKAGE VERSION FOLDER: unpacks the upstream source of a Debian source package, without Debian's patches.
fetch_source() {
    local exact
    exact=$(newer_apt apt-cache showsrc "$1" | awk -v want="$2" '$1 == "Version:" && ($2 ~ "^" want "[-+]") { print $2; exit }')
    if [ -z "$exact" ]; then
        echo "no mirror has $1 $2; CMake will fetch it from upstream instead"
        return 0
    fi
    mkdir -p "$3.download" "$3"
    (cd "$3.download" && newer_apt apt-get source --download-only --tar-only "$1=$exact")
    tar -xf "$3.download"/*.orig.tar.* -C "$3" --strip-components 1 --exclude='android-project*'
    rm -rf "$3.download"
}

fetch_sources() {
    local temporary=$cache/tmp.sources
    mkdir -p "$temporary"
    newer_apt true || true
    fetch_source imgui "$imgui_version" "$temporary/imgui"
    fetch_source libsdl2 "$sdl2_version" "$temporary/sdl2"
    fetch_source catch2 "$catch2_version" "$temporary/catch2"
    fetch_source double-conversion "$double_conversion_version" "$temporary/double_conversion"
    system_eigen || fetch_source eigen3 "$eigen_version" "$temporary/eigen"
    put "$temporary" sources "$sources_key"
    rm -rf "$cache/apt"
}

# ---------------------------------------------------------------- Emscripten
emscripten_key() { echo "$emcc_kind $emscripten_needed $(command -v node) 1"; }

# The package carries libraries for threads, Wasm workers and 64 bits that take over a gigabyte and are not used here.
unused=(--exclude='*-mt.a' --exclude='*-mt-*.a' --exclude='*-ww.a' --exclude='*-ww-*.a' --exclude='*wasm64-emscripten*'
    --exclude='*-memgrow*' --exclude='*/share/emscripten/test' --exclude='*/share/emscripten/docs')

# write_emscripten_config FOLDER BINARYEN_ROOT PACKAGE: a configuration whose cache may be written to, unlike the
# package's. Which LLVM a package is made for (19 in Debian 13, newer in newer suites) is in its own configuration.
write_emscripten_config() {
    {
        cat <<CONFIG
LLVM_ROOT = '/usr/bin'
BINARYEN_ROOT = '$2'
NODE_JS = '$(command -v node)'
CACHE = '$cache/emscripten/cache'
CONFIG
        grep -E '^(LLVM|CLANG)_ADD_VERSION *=' "$3/.emscripten" || true
    } >"$1/config.py"
}

# The package of Debian 13 and later only lacks a cache that its user may write to. That of Debian 13 brings the system
# libraries compiled; where a package has none, emcc compiles those that are asked for when it first links.
install_emscripten_debian() {
    local temporary=$cache/tmp.emscripten package=/usr/share/emscripten
    mkdir -p "$temporary/cache"
    if [ -d $package/cache ]; then
        tar -C $package/cache "${unused[@]}" -cf - . | tar -C "$temporary/cache" -xf -
    fi
    write_emscripten_config "$temporary" /usr $package
    put "$temporary" emscripten "$(emscripten_key)"
}

# Debian 12: the packages of Debian 13, unpacked into a folder of ours and never installed. Binaryen's programs need
# the newer C library, so each gets a wrapper that starts it with the loader from the same folder.
install_emscripten_private() {
    local temporary=$cache/tmp.emscripten name loader package
    mkdir -p "$temporary/download" "$temporary/bin"
    (cd "$temporary/download" && newer_apt apt-get download emscripten/trixie binaryen/trixie libc6/trixie \
        libstdc++6/trixie libgcc-s1/trixie node-acorn/trixie)
    for package in "$temporary"/download/*.deb; do
        dpkg-deb --fsys-tarfile "$package" | tar -C "$temporary" "${unused[@]}" -xf -
    done
    rm -rf "$temporary/download"
    loader=$(cd "$temporary" && echo usr/lib/*-linux-gnu/ld-linux-*.so.*)
    for name in "$temporary"/usr/bin/wasm*; do
        name=$(basename "$name")
        cat >"$temporary/bin/$name" <<WRAPPER
#!/bin/sh
exec '$cache/emscripten/$loader' --library-path '$cache/emscripten/$(dirname "$loader")' '$cache/emscripten/usr/bin/$name' "\$@"
WRAPPER
        chmod +x "$temporary/bin/$name"
    done
    # emcc imports acorn from a node_modules folder beside itself.
    ln -sfn ../nodejs "$temporary/usr/share/emscripten/node_modules"
    mv "$temporary/usr/share/emscripten/cache" "$temporary/cache"
    write_emscripten_config "$temporary" "$cache/emscripten" "$temporary/usr/share/emscripten"
    put "$temporary" emscripten "$(emscripten_key)"
}
