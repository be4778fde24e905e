#!/usr/bin/env bash
# Measures what the bars are about, on both databases, and writes BENCHMARKS.md. Parts alone go to the terminal:
#   scripts/bench.sh --only reads,writes
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/spa.sh >&2
cargo bench --quiet --package lianxin --bench figures --no-run
eval "$(scripts/postgres.sh start --durable)"
trap 'scripts/postgres.sh stop' EXIT
figures() { cargo bench --quiet --package lianxin --bench figures -- --postgres "$LIANXIN_TEST_POSTGRES" "$@"; }

if [ "$#" -gt 0 ]; then
  figures "$@"
else
  figures >BENCHMARKS.md.new
  mv BENCHMARKS.md.new BENCHMARKS.md
fi
