#!/bin/bash
cron || exit 1
exec node server.js
