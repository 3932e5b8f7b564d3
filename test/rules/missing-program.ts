import type { Cases } from "../cases";

const apt = (...names: string[]) =>
  `RUN apt-get update && apt-get install -y --no-install-recommends ${names.join(" ")} && rm -rf /var/lib/apt/lists/*`;
const script = { "start.sh": "#!/bin/bash\nexec sleep 9\n" };
const fetching = (address: string) =>
  `["node", "-e", "fetch('${address}').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]`;

const compose = (service: string) => ({
  "compose.yaml": `services:\n  web:\n    build: .\n    ${service}\n`,
});

export default {
  invalid: [
    // What services of compose start and ask.
    [
      'FROM [|node:24-alpine|]\nUSER node\nCMD ["node", "a.js"]',
      'FROM node:24-alpine\nRUN apk add --no-cache curl\nUSER node\nCMD ["node", "a.js"]',
      {
        files: compose("healthcheck: {test: [CMD, curl, -f, http://localhost]}"),
        message: "the health check of the service web",
      },
    ],
    [
      'FROM [|node:24-alpine|]\nUSER node\nCMD ["node", "a.js"]',
      'FROM node:24-alpine\nRUN apk add --no-cache curl\nUSER node\nCMD ["node", "a.js"]',
      { files: compose("healthcheck: {test: curl -f http://localhost || exit 1}") },
    ],
    [
      'FROM [|node:24-alpine|]\nUSER node\nCMD ["node", "a.js"]',
      'FROM node:24-alpine\nRUN apk add --no-cache bash\nUSER node\nCMD ["node", "a.js"]',
      { files: compose('command: bash -c "node a.js"'), message: "the service web in compose.yaml cannot start" },
    ],
    [
      'FROM alpine:3.22\nRUN apk add --no-cache curl\nHEALTHCHECK CMD [[|"pg_isready"|]]\nCMD ["sleep", "9"]',
      'FROM alpine:3.22\nRUN apk add --no-cache curl postgresql-client\nHEALTHCHECK CMD ["pg_isready"]\nCMD ["sleep", "9"]',
    ],
    [
      "FROM node:24-slim\nWORKDIR /app\nCOPY package.json ./\nRUN [|npm|] install --omit=dev",
      `FROM node:24-slim\nWORKDIR /app\nCOPY package.json ./\n${apt("ca-certificates", "git")}\nRUN npm install --omit=dev`,
      {
        files: { "package.json": '{"dependencies":{"a":"git+ssh://git@git.example.com/a/a.git#v1"}}' },
        message: "which the dependency a from an address of Git in package.json needs",
      },
    ],
    // What a start script runs whatever happens.
    [
      'FROM debian:12-slim\nCOPY --chmod=755 start.sh /\nENTRYPOINT [[|"/start.sh"|]]',
      `FROM debian:12-slim\n${apt("ca-certificates", "curl")}\nCOPY --chmod=755 start.sh /\nENTRYPOINT ["/start.sh"]`,
      {
        files: { "start.sh": "#!/bin/sh\nset -e\ncurl -fsS http://a/b -o /tmp/b\nexec sleep 9\n" },
        message: "which /start.sh needs",
      },
    ],
    [
      'FROM alpine:3.22\nCOPY --chmod=755 <<E /start.sh\n#!/bin/sh\nuntil nc -z db 1; do curl -s http://a; done\nE\nCMD ["sh", "/start.sh"]'.replace(
        '"sh"',
        '[|"sh"|]',
      ),
      'FROM alpine:3.22\nRUN apk add --no-cache curl\nCOPY --chmod=755 <<E /start.sh\n#!/bin/sh\nuntil nc -z db 1; do curl -s http://a; done\nE\nCMD ["sh", "/start.sh"]',
    ],
    // What a RUN takes back is not there any more.
    [
      "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl && curl -O https://e.example/a && apt-get purge -y --auto-remove curl\nRUN [|curl|] -O https://e.example/b",
      "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl && curl -O https://e.example/a && apt-get purge -y --auto-remove curl\nRUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && rm -rf /var/lib/apt/lists/*\nRUN curl -O https://e.example/b",
      { message: "debian:13-slim has no curl and line 2 takes away again what it has installed" },
    ],
    [
      "FROM alpine:3.22\nRUN apk add --no-cache --virtual .deps git make && git clone https://e.example/a && apk del .deps\nRUN [|git|] clone https://e.example/b",
      "FROM alpine:3.22\nRUN apk add --no-cache --virtual .deps git make && git clone https://e.example/a && apk del .deps\nRUN apk add --no-cache git\nRUN git clone https://e.example/b",
      { message: "line 2 takes away again" },
    ],
    // apt 3 has it no more, and no package brings it.
    [
      "FROM debian:13-slim\nCOPY a.asc /\nRUN apt-get update && apt-get install -y gnupg && [|apt-key|] add /a.asc",
      undefined,
    ],
    // Libraries and modules bring none.
    ...["libpq5", "fonts-noto-core", "php8.2-xml", "python3-requests"].map(
      (name) =>
        [
          `FROM debian:12-slim\n${apt(name)}\nRUN [|make|] all`,
          `FROM debian:12-slim\n${apt(name, "make")}\nRUN make all`,
        ] as const,
    ),
    // pip fetches by Git, be it from a file.
    [
      'FROM alpine:3.22\nRUN apk add --no-cache python3 py3-pip && pip install [|"a @ git+https://example.com/a@v1"|]',
      'FROM alpine:3.22\nRUN apk add --no-cache git\nRUN apk add --no-cache python3 py3-pip && pip install "a @ git+https://example.com/a@v1"',
      { message: "has no git and nothing above brings it, which the install from an address of Git needs" },
    ],
    [
      "FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r [|requirements.txt|]",
      `FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt .\n${apt("git")}\nRUN pip install --no-cache-dir -r requirements.txt`,
      {
        files: { "requirements.txt": "flask==3\n-e git+https://example.com/a@v1#egg=a\n" },
        message: "in requirements.txt needs",
      },
    ],
    [
      'FROM python:3.13-slim AS b\nWORKDIR /app\nRUN pip install poetry && poetry install\nFROM python:3.13-slim\nWORKDIR /app\nCOPY --from=b /app/.venv .venv\nCMD [[|"poetry"|], "run", "gunicorn", "a:app"]',
      'FROM python:3.13-slim AS b\nWORKDIR /app\nRUN pip install poetry && poetry install\nFROM python:3.13-slim\nWORKDIR /app\nCOPY --from=b /app/.venv .venv\nCMD ["/app/.venv/bin/gunicorn", "a:app"]',
    ],
    [
      'FROM ghcr.io/astral-sh/uv:python3.13-bookworm-slim AS b\nWORKDIR /app\nRUN uv sync\nFROM python:3.13-slim\nWORKDIR /app\nCOPY --from=b /app /app\nCMD [[|"uv"|], "run", "a.py"]',
      undefined,
    ],
    [
      "FROM debian:12-slim\nRUN [|xz|] -V; echo done",
      `FROM debian:12-slim\n${apt("xz-utils")}\nRUN xz -V; echo done`,
      { message: "so that this command fails" },
    ],
    [
      "FROM node:24-bookworm-slim\nRUN [|git|] clone https://example.com/x.git /x",
      `FROM node:24-bookworm-slim\n${apt("ca-certificates", "git")}\nRUN git clone https://example.com/x.git /x`,
      { message: "node:24-bookworm-slim has no git" },
    ],
    // Where packages are installed already, there is one more.
    [
      `FROM node:24-slim\n${apt("jq", "unzip")}\nRUN [|make|] all`,
      `FROM node:24-slim\n${apt("jq", "unzip", "make")}\nRUN make all`,
    ],
    [
      "FROM python:3.13-slim\nRUN apt-get update && \\\n    apt-get install -y --no-install-recommends \\\n      jq \\\n      unzip \\\n    && rm -rf /var/lib/apt/lists/*\nRUN [|gcc|] -o a a.c",
      "FROM python:3.13-slim\nRUN apt-get update && \\\n    apt-get install -y --no-install-recommends \\\n      jq \\\n      unzip \\\n      gcc \\\n    && rm -rf /var/lib/apt/lists/*\nRUN gcc -o a a.c",
    ],
    [
      "FROM alpine:3.22\nRUN apk add --no-cache jq\nRUN [|curl|] -fsSL https://example.com/x -o /x",
      "FROM alpine:3.22\nRUN apk add --no-cache jq curl\nRUN curl -fsSL https://example.com/x -o /x",
    ],
    ["FROM alpine:3.22\nRUN [|useradd|] -m app", "FROM alpine:3.22\nRUN apk add --no-cache shadow\nRUN useradd -m app"],
    // The first use of each stage, for its stages below as well.
    [
      "FROM debian:12\nRUN [|curl|] a && curl b\nRUN curl c",
      `FROM debian:12\n${apt("ca-certificates", "curl")}\nRUN curl a && curl b\nRUN curl c`,
    ],
    [
      "FROM debian:12-slim AS a\nUSER 1000\nRUN [|curl|] a\nFROM a\nRUN curl b",
      `FROM debian:12-slim AS a\n${apt("ca-certificates", "curl")}\nUSER 1000\nRUN curl a\nFROM a\nRUN curl b`,
    ],
    [
      "FROM node:22-slim\nRUN apt-get update && [|curl|] https://deb.example.com/key && apt-get install -y curl",
      `FROM node:22-slim\n${apt("ca-certificates", "curl")}\nRUN apt-get update && curl https://deb.example.com/key && apt-get install -y curl`,
    ],
    [
      'FROM alpine:3.22\nCOPY --chmod=755 <<E /start.sh\n#!/bin/bash\nexec x\nE\nLABEL a=b\r\nCMD [[|"/start.sh"|]]',
      'FROM alpine:3.22\r\nRUN apk add --no-cache bash\nCOPY --chmod=755 <<E /start.sh\n#!/bin/bash\nexec x\nE\nLABEL a=b\r\nCMD ["/start.sh"]',
    ],
    [
      "FROM node:24-alpine\nRUN <<E\n[|#!/bin/bash|]\necho\nE\nLABEL a=b\r\n",
      "FROM node:24-alpine\nRUN apk add --no-cache bash\r\nRUN <<E\n#!/bin/bash\necho\nE\nLABEL a=b\r\n",
    ],
    // What another package manager brings.
    ["FROM alpine\nRUN [|apt-get|] update", undefined],
    ["FROM debian\nRUN [|apk|] add curl", undefined],
    // What packages and copies do not bring.
    [
      `FROM node:22-slim\n${apt("libssl3", "fonts-noto")}\nCOPY package.json ./\nRUN npm ci\nRUN [|git|] log`,
      `FROM node:22-slim\n${apt("libssl3", "fonts-noto", "git")}\nCOPY package.json ./\nRUN npm ci\nRUN git log`,
    ],
    [
      "FROM node:22-slim\nCOPY --from=ghcr.io/astral-sh/uv /uv /uvx /bin/\nUSER node\nRUN [|git|] log",
      `FROM node:22-slim\n${apt("ca-certificates", "git")}\nCOPY --from=ghcr.io/astral-sh/uv /uv /uvx /bin/\nUSER node\nRUN git log`,
    ],

    // Health checks.
    [
      "FROM node:24-slim\nHEALTHCHECK CMD [|curl|] -f http://localhost:3000/health || exit 1",
      `FROM node:24-slim\nHEALTHCHECK CMD ${fetching("http://localhost:3000/health")}`,
      { message: "so that the health check always fails" },
    ],
    [
      'FROM alpine:3.22\nHEALTHCHECK CMD [[|"curl"|], "-f", "http://localhost:8080/"]',
      'FROM alpine:3.22\nHEALTHCHECK CMD ["wget", "-q", "-O", "/dev/null", "http://localhost:8080/"]',
    ],
    [
      "FROM python:3.13-slim\nHEALTHCHECK --interval=5s CMD [|wget|] -q --spider http://localhost/ || exit 1",
      `FROM python:3.13-slim\nHEALTHCHECK --interval=5s CMD ["python3", "-c", "import urllib.request; urllib.request.urlopen('http://localhost/')"]`,
    ],
    [
      "FROM node:24-slim\nUSER node\nHEALTHCHECK CMD [|curl|] -f -H 'Host: a' http://localhost/",
      `FROM node:24-slim\n${apt("ca-certificates", "curl")}\nUSER node\nHEALTHCHECK CMD curl -f -H 'Host: a' http://localhost/`,
    ],

    // What a container starts with, and what reads it.
    [
      'FROM alpine:3.22\nCMD [[|"bash"|], "-c", "exec sleep 9"]',
      'FROM alpine:3.22\nRUN apk add --no-cache bash\nCMD ["bash", "-c", "exec sleep 9"]',
      { message: "the container cannot start" },
    ],
    [
      'FROM alpine:3.22\nSHELL [[|"/bin/bash"|], "-c"]\nRUN echo a',
      'FROM alpine:3.22\nRUN apk add --no-cache bash\nSHELL ["/bin/bash", "-c"]\nRUN echo a',
    ],
    [
      'FROM alpine:3.22\nCOPY start.sh /start.sh\nENTRYPOINT [[|"/start.sh"|]]',
      'FROM alpine:3.22\nRUN apk add --no-cache bash\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]',
      { files: script, message: "which the first line of /start.sh names" },
    ],
    // Scripts without a shell that would read them.
    [
      'FROM gcr.io/distroless/static-debian12\nCOPY --chmod=755 run.sh /run.sh\nENTRYPOINT [[|"/run.sh"|]]',
      undefined,
      { files: { "run.sh": "#!/bin/sh\nexec /app\n" }, message: "has no sh, which the first line of /run.sh names" },
    ],
    [
      'FROM scratch\nCOPY hc.sh /hc.sh\nHEALTHCHECK CMD [[|"/hc.sh"|]]\nCMD ["/app"]',
      undefined,
      { files: { "hc.sh": "#!/bin/sh\nexit 0\n" }, message: "so that the health check always fails" },
    ],
  ],
  valid: [
    [
      'FROM node:24-alpine\nCMD ["node", "a.js"]',
      { files: compose("healthcheck: {test: wget -qO- http://localhost || exit 1}") },
    ],
    ['FROM node:24-alpine\nCMD ["node", "a.js"]', { files: compose("healthcheck: {test: [NONE]}") }],
    [
      'FROM node:24-alpine\nCMD ["node", "a.js"]',
      { files: compose("healthcheck: {test: [CMD, curl, x], disable: true}") },
    ],
    ['FROM node:24-alpine\nCMD ["node", "a.js"]', { files: compose("command: npm run dev") }],
    ['FROM example.com/base\nCMD ["node", "a.js"]', { files: compose("command: bash -c x") }],
    "FROM node:22-bookworm\nRUN curl -fsSL https://e.example/a.asc | apt-key add -",
    "FROM ubuntu:24.04\nCOPY a.asc /\nRUN apt-get update && apt-get install -y gnupg && apt-key add /a.asc",
    'FROM postgres:17\nHEALTHCHECK CMD ["pg_isready"]',
    'FROM alpine:3.22\nRUN apk add --no-cache postgresql-client\nHEALTHCHECK CMD ["pg_isready"]\nCMD ["sleep", "9"]',
    ...["git+https://github.com/a/a.git", "github:a/a", "^1.0.0"].map(
      (address) =>
        [
          "FROM node:24-slim\nWORKDIR /app\nCOPY package.json ./\nRUN npm install",
          { files: { "package.json": JSON.stringify({ dependencies: { a: address } }) } },
        ] as const,
    ),
    ...[
      'if [ -n "$A" ]; then curl http://a; fi',
      "command -v curl && curl http://a",
      '[ -n "$URL" ] && curl "$URL" | sh',
      'test -z "$URL" || curl http://a',
      "curl http://a || wget http://a || true",
      ". /tools.sh\ncurl http://a",
      "PATH=/opt/bin:$PATH\ncurl http://a",
      "fetch() { curl http://a; }\nfetch",
    ].map(
      (line) =>
        [
          'FROM debian:12-slim\nCOPY --chmod=755 start.sh /\nENTRYPOINT ["/start.sh"]',
          { files: { "start.sh": `#!/bin/sh\n${line}\nexec sleep 9\n` } },
        ] as const,
    ),
    ...[
      "apk add git && apk add --virtual .deps git make && apk del .deps",
      "apk add --virtual .deps make && apk add git && apk del .deps",
      "apk add --virtual .deps git make && apk del .other",
      "apk add --virtual .deps git make && (apk del .deps || true)",
      "apk add --virtual .deps $PACKAGES git && apk del .deps",
      "apk del git && apk add git",
    ].map((run) => `FROM alpine:3.22\nRUN ${run}\nRUN git clone https://e.example/b`),
    // What packages depend on, and modules that need programs.
    ...(
      [
        ["postgresql", "psql"],
        ["mariadb-server", "mysql"],
        ["pkgconf", "pkg-config"],
        ["texlive-latex-base", "python3"],
        ["python3-git", "git"],
        ["libgpgme11", "gpg"],
        ["libnode108", "node"],
        ["php8.2-fpm", "ps"],
        ["libapache2-mod-wsgi-py3", "python3"],
      ] as const
    ).map(
      ([name, program]) =>
        `FROM debian:12-slim\nRUN apt-get update && apt-get install -y ${name} && ${program} --version`,
    ),
    "FROM alpine:3.22\nRUN apk add --no-cache py3-requests && python3 -V",
    'FROM gcr.io/kaniko-project/executor:debug\nCOPY a.sh /\nENTRYPOINT ["sh", "/a.sh"]',
    "FROM python:3.13\nRUN pip install git+https://example.com/a@v1",
    "FROM python:3.13-slim\nRUN pip install a --find-links https://example.com/git+a",
    [
      "FROM python:3.13-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt",
      { files: { "requirements.txt": "flask==3\n# git+https://example.com/a\n" } },
    ],
    'FROM debian:13-slim\nONBUILD RUN apt-get update && apt-get install -y curl\nCMD ["curl", "-V"]',
    'FROM python:3.13-slim\nRUN pip install poetry\nCMD ["poetry", "run", "x"]',
    'FROM python:3.13-slim\nCOPY --from=ghcr.io/astral-sh/uv:0.9.0 /uv /bin/\nCMD ["uv", "run", "x"]',
    'FROM python:3.13-slim\nADD https://astral.sh/uv/install.sh /i.sh\nRUN sh /i.sh\nCMD ["uv", "run", "x"]',
    "FROM debian:12-slim\nRUN apt-get update && apt-get install -y curl\nHEALTHCHECK CMD curl -f http://a || wget -q http://a || exit 1",
    "FROM alpine:3.22\nRUN <<E\n#!/bin/sh\necho\nE\n",
    "FROM debian:12-slim\nRUN <<E\n#!/usr/bin/env -S bash -e\necho\nE\n",
    "FROM alpine:3.22\nRUN apk add --no-cache bash\nRUN <<E\n#!/bin/bash\necho\nE\n",
    "FROM node:24\nRUN git clone a && curl b | wget c",
    "FROM alpine\nHEALTHCHECK CMD wget -qO- http://localhost/",
    "FROM example/app\nRUN curl a",
    "ARG BASE=alpine\nFROM $BASE\nRUN curl a",
    "FROM node:8-slim\nRUN curl a",
    `FROM debian:12-slim\n${apt("curl")}\nRUN curl a`,
    "FROM debian:12-slim\nRUN apt-get update && apt-get install -y curl && curl a",
    `FROM debian:12-slim AS base\n${apt("curl")}\nFROM base\nRUN curl a`,
    // Packages may bring others, and those that are not known may bring anything.
    `FROM debian:12-slim\n${apt("build-essential")}\nRUN make`,
    `FROM debian:12-slim\n${apt("devscripts")}\nRUN curl a`,
    `FROM debian:12-slim\n${apt("example-tools")}\nRUN curl a`,
    `FROM debian:12-slim\nRUN apt-get update && apt-get install -y $PACKAGES\nRUN curl a`,
    "FROM alpine\nRUN apk add example\nRUN bash -c 'echo a'",
    "FROM alpine\nRUN apk add libtool\nRUN bash -c 'echo a'",
    // Copied, downloaded, linked, unpacked, or made by what nobody can see into.
    "FROM alpine\nCOPY --from=example/curl /usr/bin/curl /usr/local/bin/\nRUN curl a",
    "FROM alpine\nCOPY --from=example/tools /usr/local/bin /usr/local/bin\nRUN curl a",
    "FROM alpine\nCOPY --from=example/tools / /\nRUN curl a",
    "FROM alpine\nCOPY rootfs/ /\nRUN curl a",
    "FROM alpine\nADD tools.tar.gz /usr/local\nRUN curl a",
    "FROM debian:12\nADD https://example.com/jq /usr/local/bin/jq\nRUN jq a",
    "FROM alpine\nRUN wget -O /usr/local/bin/jq https://example.com/jq && chmod +x /usr/local/bin/jq\nRUN jq a",
    "FROM alpine\nRUN ln -s /bin/busybox /usr/bin/curl && curl a",
    "FROM alpine\nRUN wget -qO- https://example.com/x.tgz | tar xz -C /usr/local\nRUN curl a",
    "FROM alpine\nCOPY install.sh /\nRUN sh /install.sh\nRUN curl a",
    "FROM alpine\nRUN wget -qO- https://example.com/x | sh\nRUN curl a",
    "FROM alpine\nRUN ./configure\nRUN curl a",
    "FROM alpine\nENV PATH=/opt/tools/bin:$PATH\nCOPY --from=example/tools /opt/tools /opt/tools\nRUN curl a",
    "FROM alpine\nRUN --mount=type=bind,from=example/tools,source=/bin,target=/usr/local/bin curl a",
    "FROM node:22-slim\nRUN npx playwright install --with-deps\nRUN curl a",
    ["FROM alpine\nCOPY . /\nRUN curl a", { files: { "usr/local/bin/curl": "" } }],
    // Asked for first, or not needed.
    "FROM debian:12\nRUN if command -v curl; then curl a; fi",
    "FROM debian:12\nRUN which curl && curl a",
    "FROM debian:12\nRUN command -v curl >/dev/null || exit 0; curl a",
    "FROM debian:12\nRUN curl a || true",
    "FROM debian:12\nRUN curl a || perl b",
    "FROM debian:12\nRUN curl a | tar x || true",
    "FROM debian:12\nRUN git() { echo a; }; git a",
    "FROM debian:12\nRUN [ -x /usr/bin/curl ] && curl a",
    "FROM alpine\nHEALTHCHECK CMD curl -f http://localhost/ || wget -q http://localhost/ || exit 1",
    "FROM debian:12\nRUN wait && kill 1; test -f a; time echo",
    // Something else takes the words.
    'FROM example/app\nCMD ["bash"]',
    'FROM alpine\nENTRYPOINT ["/start.sh"]\nCMD ["bash"]',
    'FROM node:22-alpine\nCMD ["dumb-init", "node", "a.js"]',
    "FROM scratch\nRUN curl a",
    ['FROM alpine\nRUN apk add bash\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]', { files: script }],
    ['FROM debian:12\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]', { files: script }],
  ],
} satisfies Cases;
