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
  ],
} satisfies Cases;
