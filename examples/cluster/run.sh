#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Two chat servers and their broker on this machine, until Ctrl+C:
#     examples/cluster/run.sh [--adapter redis|sharded|streams|postgres] [--admin open|user:hash] [...]
# The options are those of cluster-server; CLUSTER_SERVER names that program. What is said to one
# server is heard at the other, and with --admin, the admin app shows both, whichever it logs in to.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
server=${CLUSTER_SERVER:-$here/../../build/release/examples/cluster/cluster-server}
adapter=redis
arguments=("$@")
while (($#)); do
    case $1 in
    --adapter) adapter=${2:-} ;;
    --adapter=*) adapter=${1#*=} ;;
    esac
    shift
done

children=()
folder=$(mktemp -d)
# shellcheck disable=SC2317 # the trap calls it
finish() {
    # Servers first, the broker last.
    for ((i = ${#children[@]} - 1; i >= 0; --i)); do
        kill "${children[i]}" 2>/dev/null || true
        wait "${children[i]}" 2>/dev/null || true
    done
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 0' INT TERM

# Ports that are not given to outgoing connections.
random_port() { echo $((20000 + RANDOM % 12000)); }

start_redis() {
    command -v redis-server >/dev/null || { echo "redis-server is needed" >&2; exit 1; }
    local port pid
    for _ in 1 2 3 4 5; do
        port=$(random_port)
        redis-server --bind 127.0.0.1 --port "$port" --save "" --appendonly no --dir "$folder" >"$folder/redis.log" &
        pid=$!
        for _ in {1..100}; do
            kill -0 "$pid" 2>/dev/null || continue 2
            if redis-cli -p "$port" ping >/dev/null 2>&1; then
                children+=("$pid")
                broker=redis://127.0.0.1:$port
                return
            fi
            sleep 0.05
        done
        kill "$pid"
    done
    echo "redis-server does not start" >&2
    exit 1
}

# PostgreSQL does not run as root, and its programs are not where others are.
start_postgres() {
    local programs=() as=() port
    programs=("$(dirname "$(command -v postgres || true)")" /usr/lib/postgresql/*/bin)
    PATH=$PATH:${programs[-1]}
    command -v postgres >/dev/null || { echo "PostgreSQL is needed" >&2; exit 1; }
    if ((EUID == 0)); then
        as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
        chown postgres "$folder"
    fi
    (cd "$folder" && "${as[@]}" initdb -D data -A trust -U postgres --no-sync >initdb.log)
    for _ in 1 2 3 4 5; do
        port=$(random_port)
        (cd "$folder" && exec "${as[@]}" postgres -D data -p "$port" -c listen_addresses=127.0.0.1 \
            -c unix_socket_directories="$folder" -c fsync=off >postgres.log 2>&1) &
        children=($!)
        for _ in {1..100}; do
            kill -0 "${children[0]}" 2>/dev/null || continue 2
            if psql -qh 127.0.0.1 -p "$port" -U postgres -c "CREATE TABLE socket_io_attachments (
                id bigserial UNIQUE, created_at timestamptz DEFAULT NOW(), payload bytea)" 2>/dev/null; then
                broker=postgres://postgres@127.0.0.1:$port/postgres
                return
            fi
            sleep 0.1
        done
        kill "${children[0]}"
    done
    echo "PostgreSQL does not start" >&2
    exit 1
}

# The broker that each adapter needs.
case $adapter in
redis | sharded | streams) start_redis ;;
postgres) start_postgres ;;
*) echo "There is no broker for an adapter \"$adapter\"" >&2; exit 1 ;;
esac

for name in first second; do
    "$server" --broker "$broker" "${arguments[@]}" >"$folder/$name" &
    children+=($!)
    # Each looks for a free port: one after the other.
    until grep -qs "running on" "$folder/$name"; do
        kill -0 "${children[-1]}" 2>/dev/null || exit 1
        sleep 0.05
    done
    cat "$folder/$name"
done
wait -n "${children[@]}" || true # until Ctrl+C
echo "One of them has ended" >&2
exit 1
