import type { Cases } from "../cases";

const apt = "RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip\n";
const on = (image: string, rest: string) => `FROM ${image}\n${apt}${rest}`;
const alpine = (tag: string, rest: string) => `FROM alpine:${tag}\nRUN apk add --no-cache python3 py3-pip${rest}`;

export default {
  invalid: [
    [
      on("debian:12-slim", "RUN pip3 [|install|] flask"),
      on("debian:12-slim", "RUN pip3 install --break-system-packages flask"),
      { message: "the Python of debian 12" },
    ],
    [
      on("ubuntu:24.04", "RUN pip [|install|] --user x"),
      on("ubuntu:24.04", "RUN pip install --break-system-packages --user x"),
    ],
    [
      on("ubuntu:24.04", "RUN python3 -m pip [|install|] -r r.txt\nRUN pip install y"),
      on(
        "ubuntu:24.04",
        "RUN python3 -m pip install --break-system-packages -r r.txt\nRUN pip install --break-system-packages y",
      ),
    ],
    // The one that takes its place neither minds the mark nor knows the option.
    [
      on("debian:12", "RUN pip3 [|install|] --upgrade pip==19.3.1\nRUN pip3 install six"),
      on("debian:12", "RUN pip3 install --break-system-packages --upgrade pip==19.3.1\nRUN pip3 install six"),
    ],
    [
      on("ubuntu", 'RUN ["pip3", [|"install"|], "x"]'),
      on("ubuntu", 'RUN ["pip3", "install", "--break-system-packages", "x"]'),
    ],
    [alpine("3.20", " && pip [|install|] x"), alpine("3.20", " && pip install --break-system-packages x")],
    [
      alpine("3.19.1", " \\\n  && pip3 [|install|] --upgrade pip"),
      alpine("3.19.1", " \\\n  && pip3 install --break-system-packages --upgrade pip"),
    ],
    [
      on("node:22-bookworm", "RUN pip3 [|install|] x"),
      on("node:22-bookworm", "RUN pip3 install --break-system-packages x"),
    ],
    [on("node:22", "RUN pip3 [|install|] x"), on("node:22", "RUN pip3 install --break-system-packages x")],
    [
      "FROM golang:1.25-alpine3.22\nRUN apk add py3-pip\nENV PATH=/go/bin:$PATH\nRUN pip3 [|install|] x",
      "FROM golang:1.25-alpine3.22\nRUN apk add py3-pip\nENV PATH=/go/bin:$PATH\nRUN pip3 install --break-system-packages x",
    ],
    [
      on("nvidia/cuda:12.6.0-runtime-ubuntu24.04", "RUN pip3 [|install|] torch"),
      on("nvidia/cuda:12.6.0-runtime-ubuntu24.04", "RUN pip3 install --break-system-packages torch"),
    ],
    [
      `FROM debian:13 AS base\n${apt}FROM base\nRUN pip3 [|install|] x`,
      `FROM debian:13 AS base\n${apt}FROM base\nRUN pip3 install --break-system-packages x`,
    ],
    [
      on("debian:12", "RUN pip3 [|install|] x\nRUN rm /usr/lib/python3*/EXTERNALLY-MANAGED\nRUN pip3 install y"),
      on(
        "debian:12",
        "RUN pip3 install --break-system-packages x\nRUN rm /usr/lib/python3*/EXTERNALLY-MANAGED\nRUN pip3 install y",
      ),
    ],
  ],
  valid: [
    "FROM debian:12-slim\nRUN apt-get update && apt-get install -y python3-pip\nRUN rm -f /usr/lib/python3*/EXT*\nRUN pip3 install flask",
    "FROM debian:12-slim\nRUN apt-get update && apt-get install -y python3-pip\nRUN --mount=type=secret,id=a,target=/etc/pip.conf pip3 install flask",
    "FROM debian:12-slim\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install flask; true",
    ...[
      "debian:11",
      "debian:bullseye-slim",
      "ubuntu:22.04",
      "python:3.12-slim",
      "some/image",
      "debian:$V",
      "nvidia/cuda:12.1.0-base-ubuntu22.04",
      "node:16-bullseye",
    ].map((image) => on(image, "RUN pip3 install x")),
    alpine("3.18", " && pip install x"),
    ...[
      "RUN pip3 install --break-system-packages x",
      "RUN PIP_BREAK_SYSTEM_PACKAGES=1 pip3 install x",
      "RUN env PIP_BREAK_SYSTEM_PACKAGES=1 pip3 install x",
      "ENV PIP_BREAK_SYSTEM_PACKAGES=1\nRUN pip3 install x",
      "RUN python3 -m venv /v && /v/bin/pip install x",
      "RUN python3 -m venv /v\nENV PATH=/v/bin:$PATH\nRUN pip install x",
      "COPY --from=b /opt/env /opt/env\nENV PATH=/opt/env/bin:$PATH\nRUN pip install x",
      "ENV PATH=/srv/env/bin:$PATH\nRUN pip install x",
      "RUN pip3 install --target /out x",
      "RUN pip3 install --prefix=/out x",
      "RUN pip3 install --root /out x",
      "RUN pip3 download x",
      "RUN pip3 install x || pip3 install --break-system-packages x",
      "RUN rm -f /usr/lib/python3.*/EXTERNALLY-MANAGED && pip3 install x",
      "RUN mv /usr/lib/python3.11/EXTERNALLY-MANAGED /x\nRUN pip3 install x",
      "RUN pip3 config set global.break-system-packages true && pip3 install x",
      "COPY pip.conf /etc/pip.conf\nRUN pip3 install x",
      "COPY rootfs /\nRUN pip3 install x",
      "RUN if true; then pip3 install x; fi",
      "RUN pip3 install $ARGS x",
      "RUN pipx install x",
    ].map((rest) => on("debian:12", rest)),
    "FROM debian:12\nRUN apt-get update && apt-get install -y curl && curl https://bootstrap.pypa.io/get-pip.py | python3\nRUN pip install x",
    "FROM debian:12\nRUN pip install x",
  ],
} satisfies Cases;
