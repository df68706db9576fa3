#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# ensure-dependencies.sh [build] [run] [python] [test] [format]
#
# Makes sure that what the named sets need is installed, and installs what is missing with
# apt-get. Does nothing, needs no network and takes a moment when everything is there.
set -euo pipefail
cd "$(dirname "$0")/.."

log=build/dependencies.log
missing=()  # packages without which the set is of no use
optional=() # packages that are worth having

installed() {
    [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null) == ii* ]]
}

# need_command <package> <command...>: one of the commands will do, wherever it came from.
need_command() {
    local package=$1 command
    shift
    for command in "$@"; do
        command -v "$command" >/dev/null && return
    done
    missing+=("$package")
}

# need_package <package...>: libraries, which only the package manager can tell.
need_package() {
    local package
    for package in "$@"; do
        installed "$package" || missing+=("$package")
    done
}

node_is_recent() {
    command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]
}

need_node() {
    node_is_recent || missing+=(nodejs)
    need_command npm npm
    need_package ca-certificates
}

has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

collect_build() {
    need_command g++ c++ g++
    need_command cmake cmake
    need_command ninja-build ninja
    need_command pkg-config pkg-config
    need_package zlib1g-dev libcrypt-dev
    installed libpq-dev || optional+=(libpq-dev) # for the component Postgres
    installed libbrotli-dev || optional+=(libbrotli-dev)
    command -v ccache >/dev/null || optional+=(ccache)
    command -v ld.lld >/dev/null || optional+=(lld)
    # A Qt of one's own is fine, too.
    if [ -z "${CMAKE_PREFIX_PATH:-}${Qt6_DIR:-}" ]; then
        need_package qt6-base-dev qt6-base-dev-tools qt6-websockets-dev libgl-dev
        installed qt6-svg-dev || optional+=(qt6-svg-dev) # for the window of the admin app
        installed qt6-l10n-tools || optional+=(qt6-l10n-tools) # and for its translations
        installed qtkeychain-qt6-dev || optional+=(qtkeychain-qt6-dev) # for its passwords
    fi
}

collect_run() {
    need_node
    if [ -z "${CMAKE_PREFIX_PATH:-}${Qt6_DIR:-}" ]; then
        need_package qt6-httpserver-dev # the chat shares its port
    fi
}

collect_python() { need_package python3; }

collect_test() {
    need_node
    need_command curl curl
    need_command openssl openssl
    need_command git git
    need_command redis-server redis-server # of its own, for the tests of clusters
    need_package libpq-dev postgresql # as well
    collect_python
    need_package python3-socketio python3-requests python3-websocket
    if [ -z "${CMAKE_PREFIX_PATH:-}${Qt6_DIR:-}" ]; then
        need_package qt6-httpserver-dev qt6-declarative-dev
        installed qcoro-qt6-dev || optional+=(qcoro-qt6-dev) # for the coroutines example
        installed qt6-documentation-tools || optional+=(qt6-documentation-tools) # qdoc
    fi
    [ -x /usr/bin/chromium ] || optional+=(chromium)
    # For the pictures of the admin app, and what it does on a real display.
    command -v Xvfb >/dev/null || optional+=(xvfb)
    command -v xauth >/dev/null || optional+=(xauth) # xvfb-run needs it
}

collect_format() { need_command clang-format-14 clang-format-14; }

as_root=()
become_root() {
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Neither root nor sudo. As root, please run:" >&2
            echo "  apt-get install ${missing[*]}" >&2
            exit 1
        fi
        as_root=(sudo)
        [ -t 0 ] || as_root=(sudo -n)
    fi
    as_root+=(env DEBIAN_FRONTEND=noninteractive)
}

# Other programs (unattended upgrades, say) may hold apt's locks for a while.
apt() {
    local try status
    for try in $(seq 60); do
        status=0
        echo "+ apt-get $*" >>"$log"
        "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 "$@" </dev/null >"$log.last" 2>&1 || status=$?
        cat "$log.last" >>"$log"
        if ((status == 0)) || ! grep -q 'Could not get lock' "$log.last"; then
            rm -f "$log.last"
            return "$status"
        fi
        ((try == 1)) && echo "waiting for another package manager"
        sleep 5
    done
    return "$status"
}

has_candidate() {
    [[ $(LC_ALL=C apt-cache policy "$1" 2>/dev/null) == *"Candidate: "[^\(]* ]]
}

install_packages() {
    local package updated=no
    for package in "$@"; do
        if ! has_candidate "$package"; then
            apt update || echo "apt-get update failed; see $log" >&2
            updated=yes
            break
        fi
    done
    for package in "$@"; do
        if ! has_candidate "$package"; then
            echo "not available here: $package" >&2
            return 1
        fi
    done
    echo "installing: $*"
    apt install --yes --no-install-recommends "$@" && return
    # The package lists may be older than the archive.
    [ $updated = no ] && apt update && apt install --yes --no-install-recommends "$@" && return
    tail -n 15 "$log" >&2
    echo "The installation failed; the whole log is $log" >&2
    return 1
}

install_missing() {
    ((${#missing[@]} == 0)) && return
    become_root
    if ! install_packages "${missing[@]}"; then
        echo "Qt 6.4 and CMake 3.25 are needed: Debian 12, Ubuntu 24.04 or later have them." >&2
        exit 1
    fi
}

# What could not be installed once is not tried again for as long as the build folder stays.
install_optional() {
    local package wanted=()
    for package in "${optional[@]}"; do
        [ -e "build/.without-$package" ] || wanted+=("$package")
    done
    ((${#wanted[@]} == 0)) && return
    if [ "$(id -u)" -ne 0 ] && ((${#as_root[@]} == 0)); then
        return # Nobody is asked for a password for a package that is not needed.
    fi
    ((${#as_root[@]} > 0)) || become_root
    # All at once takes a fraction of the time of one after the other.
    ((${#wanted[@]} > 1)) && install_packages "${wanted[@]}" && return
    for package in "${wanted[@]}"; do
        if ! install_packages "$package"; then
            echo "going on without: $package"
            touch "build/.without-$package"
        fi
    done
}

explain_other_systems() {
    cat >&2 <<'END'
This system has no apt-get. Please install a C++20 compiler, CMake 3.25, Ninja, zlib, libxcrypt,
Brotli, libpq, Qt 6.4 with QtHttpServer, QtSvg and QtWebSockets, QtKeychain, Node.js 18 with npm and, for the
tests, QtQml, QCoro, Chromium, Redis 7, PostgreSQL, curl, openssl, git and Python's socketio, requests and websocket modules:
  Fedora:   dnf install gcc-c++ cmake ninja-build ccache pkgconf zlib-devel brotli-devel
            libxcrypt-devel qt6-qtbase-devel qt6-qthttpserver-devel qt6-qtwebsockets-devel
            qt6-qtsvg-devel qtkeychain-qt6-devel qt6-linguist mesa-libGL-devel
            qt6-qtdeclarative-devel qcoro-qt6-devel nodejs npm chromium redis curl openssl git
            libpq-devel postgresql-server
            python3-socketio python3-requests python3-websocket-client
  Arch:     pacman -S gcc cmake ninja ccache pkgconf zlib brotli qt6-base qt6-httpserver
            libxcrypt qt6-websockets qt6-svg qtkeychain-qt6 qt6-tools qt6-declarative qcoro nodejs npm
            chromium redis postgresql curl openssl git
            python-requests python-websocket-client python-socketio (or from the AUR)
  openSUSE: zypper install gcc-c++ cmake ninja ccache pkgconf zlib-devel libbrotli-devel
            libxcrypt-devel qt6-base-devel qt6-httpserver-devel qt6-websockets-devel Mesa-libGL-devel
            qt6-declarative-devel qt6-tools-linguist qcoro-qt6-devel nodejs-default npm-default chromium redis curl openssl
            postgresql-devel postgresql-server git python3-python-socketio python3-requests python3-websocket-client
END
}

# Without apt-get only the commands can be told; CMake tells about the rest.
check_other_system() {
    installed() { true; }
    for set in "$@"; do "collect_$set"; done
    if ((${#missing[@]} > 0)); then
        explain_other_systems
        echo "Missing: ${missing[*]}" >&2
        exit 1
    fi
}

# The clients for the integration tests, fetched only when the lock file changed.
ensure_npm_packages() {
    local stamp=tests/integration/node_modules/.stamp checksum
    checksum=$(sha256sum tests/integration/package-lock.json | cut -d ' ' -f 1)
    [ -f $stamp ] && [ "$(cat $stamp)" = "$checksum" ] && return
    echo "installing: npm packages for tests/integration"
    if ! (cd tests/integration && npm ci --ignore-scripts --no-audit --no-fund) \
            </dev/null >build/npm-integration.log 2>&1; then
        tail -n 15 build/npm-integration.log >&2
        echo "npm failed; the whole log is build/npm-integration.log" >&2
        exit 1
    fi
    echo "$checksum" >$stamp
}

mkdir -p build
if has_apt; then
    for set in "$@"; do "collect_$set"; done
    mapfile -t missing < <(printf '%s\n' "${missing[@]}" | awk 'NF && !seen[$0]++')
    install_missing
    install_optional
else
    check_other_system "$@"
fi
case " $* " in
    *" test "*) ensure_npm_packages ;;
esac
