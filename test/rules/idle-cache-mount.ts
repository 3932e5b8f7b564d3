import type { Cases } from "../cases";

const mount = (target: string) => `RUN --mount=type=cache,target=${target}`;
const pip = mount("/root/.cache/pip").replace(/target=\S+/, "[|$&|]");

export default {
  invalid: [
    [
      `FROM python:3.13\n${pip} pip install --no-cache-dir -r requirements.txt`,
      `FROM python:3.13\n${mount("/root/.cache/pip")} pip install -r requirements.txt`,
    ],
    [
      `FROM python:3.13\n${pip} python -m pip install --no-cache-dir a==1 && pip install -U b==2 --no-cache-dir`,
      `FROM python:3.13\n${mount("/root/.cache/pip")} python -m pip install a==1 && pip install -U b==2`,
    ],
    [`FROM python:3.13\nENV PIP_NO_CACHE_DIR=1\n${pip} pip install a==1`, undefined, { message: "PIP_NO_CACHE_DIR" }],
    [
      "FROM alpine:3.22\nRUN --mount=type=cache,[|target=/var/cache/apk|] apk add --no-cache curl",
      "FROM alpine:3.22\nRUN --mount=type=cache,target=/var/cache/apk apk add curl",
    ],
    [
      "FROM debian:13\nRUN --mount=type=cache,[|target=/var/cache/apt|],sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get update && apt-get install -y git",
      undefined,
      { message: "docker-clean" },
    ],
    [
      "FROM python:3.13\nRUN --mount=type=cache,[|target=/var/cache/apt|] apt-get update && apt-get install -y git",
      undefined,
    ],
  ],
  valid: [
    `FROM python:3.13\nENV UV_NO_CACHE=0\n${mount("/root/.cache/uv")} uv pip install a==1`,
    `FROM python:3.13\n${mount("/root/.cache/pip")} pip install -r requirements.txt`,
    `FROM python:3.13\n${mount("/root/.cache/pip")} pip install --no-cache-dir a==1 && pip install b==2`,
    `FROM python:3.13\n${mount("/root/.cache/pip")} pip install --no-cache-dir a==1 && make deps`,
    `FROM python:3.13\nENV PIP_NO_CACHE_DIR=\n${mount("/root/.cache/pip")} pip install a==1`,
    `FROM python:3.13\n${mount("/root/.cache")} pip install --no-cache-dir poetry==2.0.1 && poetry install`,
    `FROM debian:13\n${mount("/var/cache/apt")} rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y git`,
    `FROM debian:13\n${mount("/var/lib/apt")} apt-get update && apt-get install -y git`,
    `FROM example/own:1\n${mount("/var/cache/apt")} apt-get update && apt-get install -y git`,
  ],
} satisfies Cases;
