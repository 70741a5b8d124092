#!/bin/sh
# VaxDesk on Debian, Ubuntu, UOS or Kylin, from a bare system:
#   sh packaging/run.sh demo            a synthetic township: the desk where there is a screen, else its ledgers and submission
#   sh packaging/run.sh test [ARG...]   all checks; ARGs go to pytest
# What is missing is installed with apt where that is allowed, and .venv is made from pinned versions. A second run starts at once.
set -eu
cd "$(dirname "$0")/.."

# One for all common characters, one for the rare ones of names (䶮, 𬍛): package and the file that tells it is there.
FONTS="fonts-wqy-microhei:wqy-microhei.ttc fonts-hanazono:HanaMinB.ttf"
QT_LIBRARIES="libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libgssapi-krb5-2 libx11-xcb1 libxcb-cursor0 libxcb-icccm4
    libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
GOOD_PYTHON='import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'
lists_renewed=
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 2; }

install_packages() { # PACKAGE...
    command -v apt-get >/dev/null || stop "Missing: $*. Install what your system calls these, then run this again."
    as_root=
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || stop "Missing: $*. Run: sudo apt-get install -y $*   and then this again."
        as_root=sudo
    fi
    say "Installing $*"
    if [ -z "$lists_renewed" ]; then
        $as_root apt-get update -qq </dev/null >&2 || say "The package lists could not be renewed; trying with those that are there."
        lists_renewed=yes
    fi
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2
}

find_python() {
    for candidate in python3.11 python3.12 python3.13 python3; do
        if "$candidate" -c "$GOOD_PYTHON" 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

need_python() {
    find_python >/dev/null && return
    install_packages python3-venv
    find_python >/dev/null && return
    install_packages python3.11-venv || true
    find_python >/dev/null || stop "VaxDesk needs Python 3.11, 3.12 or 3.13 with venv, which apt does not have here: install it, then run this again."
}

need_fonts() {
    missing=
    for font in $FONTS; do
        found=
        for folder in /usr/share/fonts /usr/local/share/fonts "${HOME:-/root}/.fonts" "${HOME:-/root}/.local/share/fonts"; do
            found=$found$(find "$folder" -name "${font#*:}" 2>/dev/null || true)
        done
        [ -n "$found" ] || missing="$missing ${font%%:*}"
    done
    # shellcheck disable=SC2086  # a list of packages
    [ -z "$missing" ] || install_packages $missing
}

need_qt_libraries() {
    qt=$(.venv/bin/python -c 'import PySide6, pathlib; print(pathlib.Path(PySide6.__file__).parent / "Qt")')
    if ldd "$qt"/plugins/platforms/libqxcb.so "$qt"/plugins/platforms/libqoffscreen.so \
        "$qt"/lib/libQt6Widgets.so.6 "$qt"/lib/libQt6PrintSupport.so.6 "$qt"/lib/libQt6Pdf.so.6 | grep -q 'not found'; then
        # shellcheck disable=SC2086  # a list of packages
        install_packages $QT_LIBRARIES
    fi
}

choose_versions() { # sets the lock by the age of the system's C library
    glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null) || stop "VaxDesk needs a Linux with the GNU C library; this one has another."
    minor=${glibc##*.}
    lock=packaging/lock.txt
    if [ "$(uname -m)" = aarch64 ]; then
        [ "$minor" -ge 39 ] || stop "Qt for arm64 needs glibc 2.39, this system has $glibc: use a newer system, or one with an x86-64 processor."
    elif [ "$minor" -lt 28 ]; then
        stop "Qt needs glibc 2.28, this system has $glibc: use a newer system."
    elif [ "$minor" -lt 34 ]; then
        lock=packaging/lock-glibc228.txt
    fi
}

need_venv() {
    choose_versions
    stamp=$(cat "$lock" setup.cfg pyproject.toml vaxdesk/__init__.py | cksum)
    if .venv/bin/python -c "$GOOD_PYTHON" 2>/dev/null; then
        [ "$(cat .venv/stamp 2>/dev/null)" != "$stamp $PWD" ] || return 0
    else
        need_python
        "$(find_python)" -m venv --clear .venv
    fi
    say "Installing the Python parts into .venv"
    .venv/bin/python -m pip install -q --require-hashes --only-binary :all: -r "$lock" >&2
    .venv/bin/python -m pip install -q --no-deps --no-build-isolation -e . >&2
    echo "$stamp $PWD" >.venv/stamp
}

vaxdesk() { # exit status 1 means: done, but something needs a person
    .venv/bin/vaxdesk "$@" || [ $? = 1 ]
}

json() { # an expression over `it`, the JSON object on standard input
    .venv/bin/python -c "import json, sys; it = json.load(sys.stdin); print($1)"
}

demo_without_screen() {
    register=demo/demo.vaxdesk password=demo/submission-password.txt
    made=$(vaxdesk demo $register --no-open --json)
    VAXDESK_PASSPHRASE=$(echo "$made" | json 'it["passphrase"]')
    export VAXDESK_PASSPHRASE
    on=$(echo "$made" | json 'it["on"]')
    mkdir -p demo/ledgers
    for form in completed incomplete unvaccinated exempt deferred unverified summary; do
        for suffix in pdf xlsx; do
            vaxdesk ledger $register $form --on "$on" --out demo/ledgers/$form.$suffix
        done
    done
    [ -s $password ] || .venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(12))' >$password
    vaxdesk submit $register --on "$on" --out demo/submission --password-file $password
    echo
    echo "The ledgers of all villages lie in demo/ledgers, as PDF and as workbook."
    echo "The submission lies in demo/submission; its password stands in $password."
    echo "The register is $register, its passphrase is: $VAXDESK_PASSPHRASE"
    echo "Everybody in them is invented."
}

run_demo() {
    umask 077
    mkdir -p demo
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        vaxdesk demo demo/demo.vaxdesk
    else
        say "There is no screen here: the same work without the window."
        demo_without_screen
    fi
}

run_tests() { # pytest comes last, so that the output ends in its summary; the exit status is that of all
    status=0
    .venv/bin/ruff check . || status=1
    .venv/bin/ruff format --check -q . || status=1
    .venv/bin/mypy || status=1
    QT_QPA_PLATFORM=offscreen .venv/bin/pytest -n auto "$@" || status=1
    exit $status
}

work=${1:-}
case $work in
    demo | test) shift ;;
    *) stop "Usage: sh packaging/run.sh demo|test" ;;
esac
need_fonts
need_venv
need_qt_libraries
case $work in
    demo) run_demo ;;
    test) run_tests "$@" ;;
esac
