#!/usr/bin/env bash
# Has an application of an image start in half the time: it is started once, on the base image's own runtime and with the
# images' own flags, until it says that it is up, and what that run loaded and linked is kept (an AOT cache, JEP 483 and 514).
# usage: [STARTS=N] train.sh BASE.tar APP UP TIER [ARGUMENT...]
#   BASE.tar   what build.sh has made
#   APP        the folder that becomes /app in the image; APP/app.aot is written
#   UP         an extended regular expression that the log shows once the application is up
#   TIER       the highest tier of compilers that the image allows
#   ARGUMENT   for the application; @work@ stands for an empty folder, @port@ for a free port
# With STARTS=N it is started N times more each way, and what each start took is said.
set -euo pipefail
readonly PATIENCE_S=120

fail() {
  echo "train.sh: $*" >&2
  [ -s "${log:-}" ] && tail -20 "$log" >&2
  exit 1
}

[ $# -ge 4 ] || fail "usage: [STARTS=N] train.sh BASE.tar APP UP TIER [ARGUMENT...]"
base=$1 app=$2 up=$3 tier=$4
shift 4
[ -f "$base" ] || fail "$base is not there: make it with deploy/base-image/build.sh $base, or take a published base by -Dbase.image="
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) pid=
finish() {
  [ -z "$pid" ] || kill -KILL "$pid" 2> /dev/null || true
  rm -rf "$work"
}
trap finish EXIT
mkdir "$work"/{archive,root,app,data}
log=$work/log

# the runtime as containers have it, times of files included: the JVM refuses class data of another one
tar -C "$work/archive" -xf "$base"
tar -C "$work/root" -xpf "$work/archive/"*/layer.tar
rm -f "$app/app.aot"
cp -r "$app/." "$here/../image/." "$work/app"
find "$work/app" -exec touch -d @1 {} + # as Jib has it

port=$((20000 + $$ % 10000))
while (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do port=$((port + 1)); done
arguments=("${@//@work@/$work/data}")
arguments=("${arguments[@]//@port@/$port}")

# FOLDER FLAG...: starts the application that is there and waits until it is up. It gets nothing of this environment, so it finds
# no Kubernetes either.
start() {
  local folder=$1
  shift
  env -i HOME="$work/data" KUBECONFIG=/dev/null KUBERNETES_MASTER=https://127.0.0.1:1 \
    KUBERNETES_REQUEST_RETRY_BACKOFFLIMIT=0 QUARKUS_HTTP_PORT="$port" \
    "$work/root/opt/java/bin/java" "@$folder/jvm.flags" "-Djava.security.properties=$folder/java.security" "$@" \
    -jar "$folder/app.jar" "${arguments[@]}" > "$log" 2>&1 &
  pid=$!
  for ((looks = 0; looks < PATIENCE_S * 50; looks++)); do
    if grep -Eq "$up" "$log"; then return; fi
    kill -0 "$pid" 2> /dev/null || fail "the application has ended before it said '$up':"
    sleep 0.02
  done
  fail "the application did not say '$up' within $PATIENCE_S s:"
}

stop() { # SIGNAL
  kill "-$1" "$pid" 2> /dev/null || true
  wait "$pid" 2> /dev/null || true
  pid=
}

start "$work/app" "-XX:AOTCacheOutput=$work/app.aot"
stop TERM # it writes what it has learned when it ends by itself
[ -s "$work/app.aot" ] || fail "the JVM kept nothing:"

# proves that it fits, elsewhere too: this JVM may not do without it
mv "$work/app" "$work/elsewhere"
start "$work/elsewhere" "-XX:AOTCache=$work/app.aot" -XX:AOTMode=on "-XX:TieredStopAtLevel=$tier"
stop KILL

for ((run = 0; run < ${STARTS:-0} * 2; run++)); do
  mode=$([ $((run % 2)) = 0 ] && echo off || echo on)
  begin=$(date +%s%N)
  start "$work/elsewhere" "-XX:AOTCache=$work/app.aot" "-XX:AOTMode=$mode" "-XX:TieredStopAtLevel=$tier"
  read -ra stat < "/proc/$pid/stat" # all threads' clock ticks in fields 14 and 15
  printf 'start %s: class data %s, up after %d ms, %d ms of CPU\n' "$(realpath --relative-to "$here/../.." "$app")" "$mode" \
    $((($(date +%s%N) - begin) / 1000000)) $(((stat[13] + stat[14]) * 1000 / $(getconf CLK_TCK)))
  stop KILL
done
mv "$work/app.aot" "$app/app.aot"
