#!/usr/bin/env bash
# Builds the web interface into frontend/dist unless it is newer than its sources.
set -euo pipefail
cd "$(dirname "$0")/../frontend"

pnpm() { npx --yes pnpm@10 "$@"; }

if [ ! -e node_modules/.modules.yaml ] || [ pnpm-lock.yaml -nt node_modules/.modules.yaml ]; then
  pnpm install --frozen-lockfile
  touch node_modules/.modules.yaml
fi
sources="src public scripts index.html package.json pnpm-lock.yaml vite.config.ts tsconfig.json"
# shellcheck disable=SC2086
if [ ! -e dist/index.html ] || [ -n "$(find $sources -newer dist/index.html ! -name routeTree.gen.ts -print -quit)" ]; then
  pnpm run build
fi
