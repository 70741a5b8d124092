#!/bin/sh
# From the first start to a printed ledger without a mouse, on the real program and a real X server:
#   sh tests/journeys/keyboard_only.sh ROSTER.xlsx FOLDER
# FOLDER gets a picture of every step and the ledger that was printed to a file. Needs Xvfb, xdotool, a window manager (openbox)
# and ImageMagick's import; it is not one of the tests because it waits for the screen.
set -eu
roster=$(realpath "$1") pictures=$2
top=$(cd "$(dirname "$0")/../.." && pwd)
home=$(mktemp -d)
export DISPLAY=:"${SCREEN:-97}" HOME="$home" XDG_RUNTIME_DIR="$home"
unset QT_QPA_PLATFORM
mkdir -p "$pictures" "$home/Documents"
cp "$roster" "$home/roster.xlsx"
Xvfb "$DISPLAY" -screen 0 1366x768x24 >/dev/null 2>&1 &
started=$!
trap 'kill -9 $started 2>/dev/null || true; rm -rf "$home"' EXIT
sleep 1
openbox >/dev/null 2>&1 &
started="$started $!"
cd "$home"
"$top/.venv/bin/vaxdesk" &
started="$started $!"
xdotool search --sync --onlyvisible --name VaxDesk >/dev/null
nth=0
look() { # NAME: let the program come to rest, and keep what it shows
    sleep "${PATIENCE:-2}"
    nth=$((nth + 1))
    import -window root "$pictures/$(printf %02d $nth)-$1.png"
}
keys() { xdotool key --delay 60 "$@"; }
words() { xdotool type --delay 15 "$1"; }

look welcome
keys Return
look office
words "Yunling"
keys Return
look passphrase
words "correct horse battery"
keys Tab
words "correct horse battery"
keys Return
look beginning
keys Return
PATIENCE=4 look recovery-sheet
keys alt+w # its code was written down
look intake
keys alt+c
look choose
words "$home/roster.xlsx"
keys Return
PATIENCE=6 look review
keys alt+g # "It is the right file, go on", where the program asks; else it goes nowhere
keys alt+t
PATIENCE=6 look taken-in
keys ctrl+k
words "taizhang"
look found
keys Return
PATIENCE=5 look ledger
keys alt+p
look print-dialog
keys Return
tries=0
until tail -c 8 "$home/print.pdf" 2>/dev/null | grep -q EOF || [ $tries = 60 ]; do
    sleep 1
    tries=$((tries + 1))
done
look printed
cp "$home/print.pdf" "$pictures/"
ls "$pictures"
