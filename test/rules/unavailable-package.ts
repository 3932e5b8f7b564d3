import type { Cases } from "../cases";

const install = (names: string, base = "debian:12-slim", before = "") =>
  `FROM ${base}\n${before}RUN apt-get update && apt-get install -y --no-install-recommends ${names} && rm -rf /var/lib/apt/lists/*`;

export default {
  invalid: [
    [install("curl [|netcat|]"), install("curl netcat-openbsd"), { message: "Debian bookworm has no package netcat" }],
    [install("[|python|]", "ubuntu:24.04"), install("python3", "ubuntu:24.04"), { message: "Ubuntu noble" }],
    [
      install("[|openjdk-17-jre-headless|]", "node:24-trixie-slim"),
      install("openjdk-21-jre-headless", "node:24-trixie-slim"),
    ],
    [install("[|libgl1-mesa-glx|]", "python:3.13-slim-trixie"), install("libgl1", "python:3.13-slim-trixie")],
    [
      `ARG RELEASE=12\n${install("[|netcat|]", "debian:$RELEASE-slim")}`,
      `ARG RELEASE=12\n${install("netcat-openbsd", "debian:$RELEASE-slim")}`,
      { severity: "info", message: "unless it is given another release" },
    ],
    [install("[|software-properties-common|]", "debian:trixie"), undefined],
    [install("[|libssl1.1=1.1.1w-0|]"), undefined],
  ],
  valid: [
    install("netcat-openbsd openjdk-17-jre-headless default-mysql-client"),
    install("libgl1-mesa-glx"),
    install("netcat", "debian:11-slim"),
    install("mysql-client", "debian:12", "RUN curl -fsSL https://example.org/k.gpg -o /etc/apt/keyrings/k.gpg\n"),
    install("openjdk-8-jdk", "debian:12", "COPY java.sources /etc/apt/sources.list.d/\n"),
    install("python", "example.org/debian:12"),
    "FROM debian:12-slim\nRUN apt-get update && (apt-get install -y netcat || apt-get install -y netcat-openbsd)",
    "FROM debian:12-slim\nRUN apt-get update && apt-get install -y netcat || true",
    "FROM alpine:3.22\nRUN apk add --no-cache mysql-client",
    // python3-pip stands in for it, and the images of PostgreSQL have its repository.
    install("python-pip", "ubuntu:22.04"),
    install("postgresql-client-15", "postgres:17"),
    // What may bring another source.
    install("netcat", "debian:12", "RUN curl -fsSL https://example.org/repo | bash\n"),
    install("netcat", "debian:12", "COPY setup /setup\nRUN /setup/prepare\n"),
    install("netcat", "debian:12", "RUN make repositories\n"),
    install("netcat", "debian:12", 'COPY ["rootfs/", "/"]\n'),
    install("netcat", "debian:12", "COPY rootfs/ ./\n"),
    install("netcat", "debian:12", "RUN tar xzf /tmp/mirror.tgz -C / \n"),
    "FROM debian:12\nRUN apt-get update; apt-get install -s netcat; echo done",
    'FROM debian:12\nARG OLD\nRUN [ "$OLD" = y ] && apt-get install -y netcat; true',
  ],
} satisfies Cases;
