#!/usr/bin/env bash
# Builds everything, fills an empty database with demo data, and serves.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/spa.sh
cargo build --release --quiet --package lianxin
binary=target/release/lianxin

database=${LIANXIN_DATABASE:-sqlite:data/lianxin.db}
if [ "${database#sqlite:}" != "$database" ] && [ ! -e "${database#sqlite:}" ]; then
  echo "Making demo data (an invented school) …"
  "$binary" demo
fi

bind=${LIANXIN_BIND:-127.0.0.1:8080}
cat <<EOF

  Lianxin 连心   http://$bind
  API docs      http://$bind/docs     curl: openapi/openapi.json
  Log in as     principal, office, vice1, logistics, branch1, teacher2 or admin
  Password      ${LIANXIN_DEMO_PASSWORD_FILE:-data/demo-password.txt} (the same for all demo accounts)
  Start afresh  rm -r data

EOF
exec "$binary" serve
