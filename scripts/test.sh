#!/usr/bin/env bash
# Everything that is checked, on a machine with Rust and Node: installs what is missing, ends with one summary.
set -uo pipefail
cd "$(dirname "$0")/.."

export CARGO_TERM_COLOR=never NO_COLOR=1 FORCE_COLOR=0 CI=1
logs=target/test-logs
rm -rf "$logs"
mkdir -p "$logs"
passed=0
failed=0
broken=()

pnpm() { npx --yes pnpm@10 --dir frontend "$@"; }

# The tests that a log tells of: "passed failed".
count() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
    /^ *Summary \[/ || / tests? run: / { for (i = 1; i <= NF; i++) { if ($i ~ /^passed/) p += $(i-1); if ($i ~ /^failed/) f += $(i-1) } }
    /^test result:/ { p += $4; f += $6 }
    /^ *Tests  / { for (i = 1; i <= NF; i++) { if ($i ~ /^passed/) p += $(i-1); if ($i ~ /^failed/) f += $(i-1) } }
    END { print p + 0, f + 0 }'
}

# step <name> <command …>: runs it, keeps its log, and counts its tests (or itself, when it has none).
step() {
  local name=$1 log="$logs/${1// /-}.log" began=$SECONDS result=0 p f
  shift
  printf '%-44s' "$name"
  "$@" >"$log" 2>&1 </dev/null || result=$?
  read -r p f < <(count "$log")
  if [ "$result" = 0 ]; then
    [ "$((p + f))" -gt 0 ] || p=1
    printf 'ok      %4d s   %s\n' "$((SECONDS - began))" "$p"
  else
    [ "$f" -gt 0 ] || f=1
    broken+=("$name ($log)")
    printf 'FAILED  %4d s   %s of %s\n' "$((SECONDS - began))" "$f" "$((p + f))"
    tail -n 60 "$log" | sed 's/^/    /'
  fi
  passed=$((passed + p))
  failed=$((failed + f))
  return "$result"
}

install_missing() {
  local wanted=()
  ls -d /usr/lib/postgresql/*/bin >/dev/null 2>&1 || command -v initdb >/dev/null || wanted+=(postgresql)
  [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || wanted+=(chromium)
  command -v curl >/dev/null || wanted+=(curl)
  command -v jq >/dev/null || wanted+=(jq)
  fc-list :lang=zh 2>/dev/null | grep -q . || wanted+=(fontconfig fonts-noto-cjk)
  [ "${#wanted[@]}" -gt 0 ] || return 0
  echo "installing ${wanted[*]}"
  local sudo=()
  [ "$(id -u)" = 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${wanted[@]}"
}

# Runs a generator in place and fails when the committed file was not what it makes.
unchanged() {
  local file=$1 kept result=0
  shift
  kept=$(mktemp)
  cp "$file" "$kept"
  "$@" || result=$?
  cmp "$kept" "$file" || { echo "$file is out of date: run 'make openapi' and commit it"; result=1; }
  cp "$kept" "$file"
  rm "$kept"
  return "$result"
}

write_document() { target/debug/lianxin openapi >openapi/openapi.json; }
write_collection() { target/debug/lianxin openapi --postman >openapi/lianxin.postman_collection.json; }
write_types() { pnpm run api; }

rust_tests() {
  if cargo nextest --version >/dev/null 2>&1; then cargo nextest run --workspace --no-fail-fast
  else cargo test --workspace --no-fail-fast
  fi
}

# In two halves, each with servers of its own: one browser works while the other waits.
browser_tests() {
  local other result=0
  export LIANXIN_BIN="$PWD/target/debug/lianxin" CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser)}
  pnpm run e2e --shard=1/2 &
  other=$!
  pnpm run e2e --shard=2/2 || result=$?
  wait "$other" || result=$?
  return "$result"
}

step "tools" install_missing
if [ -z "${LIANXIN_TEST_POSTGRES:-}" ] && server=$(scripts/postgres.sh start); then
  eval "$server"
  trap 'scripts/postgres.sh stop' EXIT
fi

step "rustfmt" cargo fmt --all --check
if step "build" cargo build --workspace; then
  step "API document is up to date" unchanged openapi/openapi.json write_document
  step "Postman collection is up to date" unchanged openapi/lianxin.postman_collection.json write_collection
fi
step "clippy" cargo clippy --workspace --all-targets -- -D warnings
step "Rust tests on SQLite and PostgreSQL" rust_tests

if step "frontend packages" pnpm install --frozen-lockfile; then
  step "client types are up to date" unchanged frontend/src/api/schema.d.ts write_types
  step "API document keeps the rules" pnpm run lint:api
  step "frontend lint" pnpm run lint
  step "frontend types" pnpm run check
  step "frontend unit tests" pnpm run test
  if step "frontend build within its budget" pnpm run build && [ -x target/debug/lianxin ]; then
    step "browser tests" browser_tests
  fi
fi

echo
printf '%d min %d s\n' "$((SECONDS / 60))" "$((SECONDS % 60))"
if [ "${#broken[@]}" -gt 0 ]; then
  echo "Broken:"
  printf '  %s\n' "${broken[@]}"
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "${#broken[@]}" = 0 ]
