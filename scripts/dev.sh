#!/usr/bin/env bash
# The server and Vite side by side; http://localhost:5173 reloads as you type. Ctrl-C ends both.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --package lianxin
[ -e data/lianxin.db ] || target/debug/lianxin demo
target/debug/lianxin serve &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
cd frontend
npx --yes pnpm@10 install --frozen-lockfile
npx --yes pnpm@10 run dev
