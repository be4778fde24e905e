#!/usr/bin/env bash
# Writes the API document, the Postman collection and the client's types, from the server's own list of routes.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --quiet --package lianxin
target/debug/lianxin openapi >openapi/openapi.json.new
mv openapi/openapi.json.new openapi/openapi.json
target/debug/lianxin openapi --postman >openapi/lianxin.postman_collection.json.new
mv openapi/lianxin.postman_collection.json.new openapi/lianxin.postman_collection.json
cd frontend
[ -d node_modules ] || npx --yes pnpm@10 install --frozen-lockfile
npx --yes pnpm@10 run api
