#!/bin/sh
node server.js &
sleep 1
exec socat TCP-LISTEN:8080,fork,reuseaddr UNIX-CONNECT:/run/app/web.sock
