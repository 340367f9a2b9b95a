#!/usr/bin/env bash
# Takes the pictures of the README: walks the release program through its places on a display that nobody sees, with a
# made-up journal in a folder of its own, and writes what it shows beside this file. Touches no journal of yours; what
# it starts it ends, what it writes elsewhere it removes.
#
#   assets/pictures/tour.sh        needs target/release/ebb (`make tour` builds it first)
set -euo pipefail
cd "$(dirname "$0")/../.."

ebb=$PWD/target/release/ebb
pictures=$PWD/assets/pictures
size=1280x800
# A page loads slowly with more.
most_bytes=150000

# ---- What it needs -------------------------------------------------------------------------------------------------

needs() {
    local missing=""
    command -v Xvfb >/dev/null || missing="$missing xvfb"
    command -v xdotool >/dev/null || missing="$missing xdotool"
    { command -v import && command -v convert && command -v compare; } >/dev/null || missing="$missing imagemagick"
    command -v pulseaudio >/dev/null || missing="$missing pulseaudio"
    compgen -G '/usr/lib*/*/alsa-lib/libasound_module_pcm_pulse.so' >/dev/null ||
        compgen -G '/usr/lib*/alsa-lib/libasound_module_pcm_pulse.so' >/dev/null || missing="$missing libasound2-plugins"
    [ -n "$missing" ] || return 0
    local install="apt-get install -y --no-install-recommends$missing"
    if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        echo "Installing what the tour needs:$missing"
        # Word splitting is meant.
        # shellcheck disable=SC2086
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive $install >/dev/null
        return
    fi
    echo "The tour needs these; install them and try again:$missing" >&2
    command -v apt-get >/dev/null && echo "  sudo $install" >&2
    command -v dnf >/dev/null && echo "  sudo dnf install xorg-x11-server-Xvfb xdotool ImageMagick pulseaudio alsa-plugins-pulseaudio" >&2
    command -v pacman >/dev/null && echo "  sudo pacman -Syu xorg-server-xvfb xdotool imagemagick pulseaudio pulseaudio-alsa" >&2
    exit 3
}

# ---- The made-up journal -------------------------------------------------------------------------------------------

weeks=30
# A practice day begins at four in the morning. Days are counted back from its noon, which no clock change moves to
# another date.
printf -v today '%(%F)T' "$(($(date +%s) - 4 * 3600))"
noon=$(date -d "$today 12:00" +%s)
day() { printf '%(%F)T' "$((noon - $1 * 86400))"; } # so many days ago

count=0
record() { # NAME:VALUE pairs that identify and describe it, as JSON; the rest every record has
    printf '%s{%s,"rev":2,"device":"0000e66b","deleted":false}' "$comma" "$1"
    comma=,
}
id() { count=$((count + 1)) && printf -v made '"id":"%032x"' "$count"; }

entry() { # DAYS_AGO PRACTICE TITLE SECONDS START BEFORE AFTER
    id
    record "$made,\"practice\":\"$2\",\"day\":\"$(day "$1")\",\"start\":\"$(day "$1")T$5:00+01:00\",\"active_s\":$4,\
\"planned_s\":$4,\"ended\":\"finished\",\"before\":$6,\"after\":$7,\"title\":\"$3\""
}

# Who practises for half a year misses a day now and then, was ill for some days, and grows steadier.
entries() {
    local ago weekday missed
    comma=
    for ((ago = weeks * 7; ago >= 1; ago--)); do
        ((ago >= 82 && ago <= 87)) && continue
        printf -v weekday '%(%u)T' "$((noon - ago * 86400))"
        missed=$((ago * ago % (ago > 100 ? 7 : 17)))
        if ((missed != 2)); then
            case $((ago % 9)) in
            4) entry $ago breathing "Slow down" 720 07:40 5 3 ;;
            7) entry $ago breathing Resonance 600 21:15 $((5 + ago / 80)) $((3 + ago / 90)) ;;
            *) entry $ago breathing "Daily five" 300 08:05 $((4 + ago / 70)) $((3 + ago / 100)) ;;
            esac
        fi
        if ((weekday == 2 || weekday == 4 || weekday == 6)) && ((ago * 5 % (ago > 100 ? 4 : 13) != 1)); then
            entry $ago stretching "Stretch in twenty minutes" 1200 18:30 $((5 + ago / 80)) 3
        fi
    done
}

journal() {
    local begun comma=
    begun=$(day $((weeks * 7)))
    printf '{"ebb":1,"settings":{"week_start":"monday","day_start_min":240},"practices":['
    record "\"id\":\"breathing\",\"name\":\"Breathing\",\"started\":\"$begun\""
    record "\"id\":\"stretching\",\"name\":\"Stretching\",\"started\":\"$begun\""
    printf '],"targets":['
    comma=
    record "\"practice\":\"breathing\",\"from_day\":\"$begun\",\"kind\":\"days\",\"amount\":5,\"min_s\":300"
    record "\"practice\":\"breathing\",\"from_day\":\"$(day 91)\",\"kind\":\"days\",\"amount\":6,\"min_s\":300"
    record "\"practice\":\"stretching\",\"from_day\":\"$begun\",\"kind\":\"days\",\"amount\":3,\"min_s\":1200"
    printf '],"pauses":['
    comma=
    id && record "$made,\"from_day\":\"$(day 87)\",\"to_day\":\"$(day 82)\",\"reason\":\"a cold\""
    printf '],"entries":['
    entries
    printf '],"goals":['
    comma=
    id && record "$made,\"text\":\"Sit through a whole film again\",\"steps\":[{\"text\":\"Half an hour at my desk\",\
\"reached\":\"$(day 64)\"},{\"text\":\"Dinner at a restaurant\",\"reached\":\"$(day 19)\"},\
{\"text\":\"The cinema, in an aisle seat\"}]"
    printf '],"support":['
    comma=
    id && record "$made,\"text\":\"A mat and two cushions\",\"done\":true"
    id && record "$made,\"text\":\"A quiet room after work\",\"done\":true"
    id && record "$made,\"text\":\"Physiotherapist, next check-in\",\"date\":\"$(day -12)\""
    printf ']}\n'
}

# ---- The display and the program -----------------------------------------------------------------------------------

work=$(mktemp -d)
display_is=
sound_is=
program=
leave() {
    local started
    for started in $program $sound_is $display_is; do kill "$started" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap leave EXIT
trap 'exit 130' INT TERM

show() { # starts a display of its own, with a number that is free
    mkfifo "$work/number"
    # Without -noreset it begins anew when a window closes, and refuses the next one meanwhile.
    Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -noreset 3>"$work/number" >"$work/display.log" 2>&1 &
    display_is=$!
    local number
    read -r number <"$work/number" || { cat "$work/display.log" >&2; exit 3; }
    export DISPLAY=:$number
    unset WAYLAND_DISPLAY WAYLAND_SOCKET
}

# Speakers that play into nothing: without any, the stage says that no device answers.
sound() {
    mkdir -m 700 "$work/run"
    export XDG_RUNTIME_DIR=$work/run PULSE_SERVER=unix:$work/run/sound
    pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no --load=module-null-sink \
        --load="module-native-protocol-unix socket=$work/run/sound auth-anonymous=1" >"$work/sound.log" 2>&1 &
    sound_is=$!
    local tries
    for ((tries = 0; tries < 50; tries++)); do
        [ ! -S "$work/run/sound" ] || return 0
        sleep 0.1
    done
    echo "The sound server did not start:" >&2
    cat "$work/sound.log" >&2
    exit 3
}

settings() { # THEME PACER
    printf '(theme: %s, pacer: %s, safety_seen: true, ratings: true, lead_in_s: 0, volume_percent: 0)\n' "$1" "$2" \
        >"$work/data/settings.ron"
}

open() { # ARGUMENTS…: opens the program and waits for its window
    "$ebb" --data-dir "$work/data" "$@" >"$work/ebb.log" 2>&1 &
    program=$!
    local window
    window=$(timeout 30 xdotool search --sync --onlyvisible --name '^Ebb' | head -1) ||
        { echo "Ebb opened no window:" >&2; cat "$work/ebb.log" >&2; exit 3; }
    xdotool windowmove "$window" 0 0 windowsize "$window" "${size%x*}" "${size#*x}"
    xdotool windowfocus "$window" mousemove "${size%x*}" "${size#*x}"
    sleep 1
}

close() {
    kill "$program" 2>/dev/null || true
    wait "$program" 2>/dev/null || true
    program=
}

look() { import -window root "$1"; }

# Waits until nothing moves, ten seconds at most.
still() {
    local tries
    look "$work/now.png"
    for ((tries = 0; tries < 20; tries++)); do
        mv "$work/now.png" "$work/before.png"
        sleep 0.5
        look "$work/now.png"
        # A window that has not drawn yet is still, too, and of one colour.
        if (($(convert "$work/now.png" -format %k info:) > 8)) &&
            compare -metric AE "$work/before.png" "$work/now.png" null: 2>/dev/null; then
            return
        fi
    done
}

press() { xdotool key --delay 80 "$@" && sleep 0.3; }

take() { # NAME: what stands on the display now
    local file=$pictures/$1.png bytes
    look "$work/whole.png"
    # Few colours make a small file; where there is a gradient, they make bands, and a small file is made by rows alike.
    convert "$work/whole.png" -strip -define png:compression-level=9 "PNG24:$file"
    if (($(wc -c <"$file") > most_bytes)); then
        convert "$work/whole.png" -strip -dither None -colors 160 -define png:compression-level=9 "PNG8:$file"
    fi
    bytes=$(wc -c <"$file")
    ((bytes <= most_bytes)) || { echo "$file has $bytes bytes, more than $most_bytes" >&2; exit 1; }
    echo "$1.png: $((bytes / 1000)) kB"
}

place() { # NAME KEYS…: a place of the window
    local name=$1
    shift
    press "$@"
    still
    take "$name"
}

stage() { # NAME THEME PACER SECONDS SESSION [KEY]: the stage, so long after its beginning or KEY
    settings "$2" "$3"
    open play "$5"
    [ -z "${6:-}" ] || press "$6"
    sleep "$4"
    take "$1"
    close
}

# ---- The tour ------------------------------------------------------------------------------------------------------

needs
[ -x "$ebb" ] || { echo "There is no $ebb: make tour builds it." >&2; exit 1; }
show
sound
mkdir -m 700 "$work/data"
journal >"$work/journal.json"
"$ebb" --data-dir "$work/data" import "$work/journal.json" >"$work/import.log" 2>&1 || { cat "$work/import.log" >&2; exit 1; }

settings Light Circle
open
place today ctrl+1
place library ctrl+2
place progress ctrl+3
place plan ctrl+4
close
stage stage Light Ring 12 daily-five
stage stage-tide Dusk Tide 12 daily-five
stage stretch Light Circle 32 stretch-round Return
