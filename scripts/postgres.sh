#!/usr/bin/env bash
# A throw-away PostgreSQL for tests and benchmarks, run as an ordinary user:
#   eval "$(scripts/postgres.sh start [--durable])"   …   scripts/postgres.sh stop
set -euo pipefail

if [ -n "${POSTGRES_BIN:-}" ]; then bin=$POSTGRES_BIN
else bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
fi
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || echo /nowhere/initdb)")
[ -x "$bin/initdb" ] || { echo "no PostgreSQL server found (apt-get install postgresql)" >&2; exit 1; }

# initdb refuses root; the package brings a user for it.
as_user() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  return 1
}

case "${1:-}" in
  start)
    folder=$(mktemp -d "${TMPDIR:-/tmp}/lianxin-postgres.XXXXXX")
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    port=$(free_port)
    as_user "$bin/initdb" -D "$folder/data" -U postgres -E UTF8 --locale=C.UTF-8 -A trust >"$folder.log"
    # Nothing here outlives the tests: no waiting for the disk. Benchmarks wait for it, as a server in use does.
    case "${2:-}" in
      --durable) settings= ;;
      *) settings="-c fsync=off -c synchronous_commit=off -c full_page_writes=off" ;;
    esac
    as_user "$bin/pg_ctl" start -w -D "$folder/data" -l "$folder/server.log" \
      -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=300 -c wal_keep_size=1GB $settings" </dev/null >>"$folder.log"
    echo "export LIANXIN_TEST_POSTGRES=postgres://postgres@127.0.0.1:$port/postgres"
    echo "export LIANXIN_TEST_POSTGRES_FOLDER=$folder"
    ;;
  stop)
    folder=${LIANXIN_TEST_POSTGRES_FOLDER:?nothing was started here}
    as_user "$bin/pg_ctl" stop -m immediate -D "$folder/data" >/dev/null
    rm -rf "$folder" "$folder.log"
    ;;
  *)
    echo "usage: scripts/postgres.sh start [--durable] | stop" >&2
    exit 2
    ;;
esac
