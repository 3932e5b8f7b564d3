#!/bin/bash
set -e
curl --version > /dev/null
ps aux > /tmp/processes
exec node server.js
