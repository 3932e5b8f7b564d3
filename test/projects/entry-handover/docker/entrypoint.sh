#!/bin/bash
set -euo pipefail
export APP_NAME="${APP_NAME:-demo}"
envsubst < config.template.json > config.json
exec "$@"
