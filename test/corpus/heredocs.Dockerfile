# syntax=docker/dockerfile:1
FROM debian:trixie-slim
RUN <<EOF
set -e
apt-get update
apt-get install -y curl ca-certificates
EOF
COPY <<-"CONF" <<script.sh /etc/app/
	key = "value"
	CONF
#!/bin/sh
exec "$@"
script.sh
RUN cat <<'PY' > /opt/x.py && python3 /opt/x.py
print("hello")
PY
CMD ["/etc/app/script.sh", "sleep", "infinity"]
