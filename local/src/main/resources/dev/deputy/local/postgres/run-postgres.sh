# Runs PostgreSQL for as long as Deputy lives, and not longer: Deputy holds the other end of standard input, so when it
# closes that end, or is killed, the watcher below wakes and stops the server ("fast": sessions end, nothing is lost).
#
# usage: run-postgres.sh FOLDER-TO-DELETE-AFTERWARDS COMMAND...

delete=$1
shift
exec 3<&0

# Ctrl-C reaches every process of the terminal, but it is Deputy that decides when the server stops.
trap '' INT TERM HUP

"$@" </dev/null 3<&- &
server=$!
# Again and again: until the server has come to handle the signal, it ignores it, as it was started to.
{
    read -r _ <&3
    while kill -INT "$server"; do
        sleep 1 || break
    done
} 2>/dev/null &
watcher=$!

wait "$server"
status=$?
kill -KILL "$watcher" 2>/dev/null
# A server that failed leaves its log for Deputy to read, if there still is one.
if [ -n "$delete" ] && { [ "$status" -eq 0 ] || ! kill -0 "$PPID" 2>/dev/null; }; then
    cd / && rm -rf -- "$delete"
fi
exit "$status"
