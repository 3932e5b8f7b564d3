import type { Cases } from "../cases";

const bash = 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n';

export default {
  invalid: [
    // The shell that is given the command has settings of its own.
    ['FROM debian\nRUN ["/bin/bash", "-c", "curl a [|||] sh"]', undefined],
    ["FROM debian\nRUN bash -c 'curl a [|||] sh'", undefined],
    [
      "FROM debian:12-slim\nRUN set -euxo [|pipefail|] && cat a | grep root",
      'FROM debian:12-slim\nSHELL ["/bin/bash", "-c"]\nRUN set -euxo pipefail && cat a | grep root',
      { severity: "error", message: "refuses pipefail" },
    ],
    [
      'FROM debian\nRUN "$DIR/curl" a [|||] sh',
      `FROM debian\n${bash}RUN "$DIR/curl" a | sh`,
      { message: 'When "$DIR/curl" fails' },
    ],
    // What comes later needs what the pipe brings: a file of the home folder, the key of a repository.
    [
      "FROM debian\nRUN curl a [|||] bash && echo b && mv /root/.tool/bin/tool /usr/local/bin/tool",
      `FROM debian\n${bash}RUN curl a | bash && echo b && mv /root/.tool/bin/tool /usr/local/bin/tool`,
      { severity: "info", message: "only the command behind the pipe tells" },
    ],
    [
      'FROM debian\nRUN curl a [|||] dd of=/k.gpg && echo "deb [signed-by=/k.gpg] https://b c d" > /e.list && apt-get update',
      `FROM debian\n${bash}RUN curl a | dd of=/k.gpg && echo "deb [signed-by=/k.gpg] https://b c d" > /e.list && apt-get update`,
      { severity: "info" },
    ],
    [
      "FROM debian\nRUN curl a [|||] tee /k.gpg && apt-get update",
      `FROM debian\n${bash}RUN curl a | tee /k.gpg && apt-get update`,
      { severity: "warning" },
    ],
    [
      "FROM debian\nRUN curl a [|||] sh && cp ~/.bashrc /b && cat ~/.c | sort",
      `FROM debian\n${bash}RUN curl a | sh && cp ~/.bashrc /b && cat ~/.c | sort`,
      { severity: "warning" },
    ],
    [
      'FROM debian\nRUN curl -o- a [|||] bash && . "$NVM_DIR/nvm.sh" && nvm install 24',
      `FROM debian\n${bash}RUN curl -o- a | bash && . "$NVM_DIR/nvm.sh" && nvm install 24`,
      { severity: "info", message: "only the command behind" },
    ],
    [
      "FROM debian\nRUN curl a | sh -s -- -y && ~/.cargo/bin/cargo install b && curl c [|||] sh",
      `FROM debian\n${bash}RUN curl a | sh -s -- -y && ~/.cargo/bin/cargo install b && curl c | sh`,
      { severity: "warning", message: "the build goes on" },
    ],
    [
      "FROM debian\nRUN curl a [|||] sh; . ~/.b/env",
      `FROM debian\n${bash}RUN curl a | sh; . ~/.b/env`,
      { severity: "warning" },
    ],
    ["FROM debian\nRUN curl a [|||] gpg --dearmor | tee b", `FROM debian\n${bash}RUN curl a | gpg --dearmor | tee b`],
    ["FROM debian\nRUN curl a [|||] sha256sum > b", `FROM debian\n${bash}RUN curl a | sha256sum > b`],
    ["FROM debian\nRUN tar c a [|||] tar x -C b", `FROM debian\n${bash}RUN tar c a | tar x -C b`],
    [
      'FROM debian:12\nSHELL ["/bin/sh", "-o", [|"pipefail"|], "-c"]\nRUN a | b',
      'FROM debian:12\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b',
      { message: "dash" },
    ],
    [
      "FROM debian\n# x\nRUN a [|||] b && c | d\nRUN e [|||] f\n",
      `FROM debian\n${bash}# x\nRUN a | b && c | d\nRUN e | f\n`,
    ],
    [
      "FROM node:24-alpine\nRUN a > b \\\n  # |\n  [|||] b\n",
      'FROM node:24-alpine\nSHELL ["/bin/ash", "-eo", "pipefail", "-c"]\nRUN a > b \\\n  # |\n  | b\n',
    ],
    [
      "FROM alpine\nRUN a [|||] b\n",
      "FROM alpine\nRUN set -o pipefail && a | b\n",
      { fix: "Set pipefail for this RUN" },
    ],
    [
      'FROM a\nSHELL ["/bin/bash", "-c"]\nRUN a [|||] b\n',
      'FROM a\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b\n',
    ],
    [
      `FROM debian\n${bash}RUN a | b\nSHELL ["/bin/sh", "-c"]\nRUN a [|||] b\nRUN c [|||] d`,
      `FROM debian\n${bash}RUN a | b\nSHELL ["/bin/sh", "-c"]\n${bash}RUN a | b\nRUN c | d`,
    ],
    ["FROM a\nRUN x=$(a [|||] b) && c", `FROM a\n${bash}RUN x=$(a | b) && c`],
    ["FROM a\nRUN x=`a [|||] b` && c", `FROM a\n${bash}RUN x=\`a | b\` && c`],
    ["FROM a\nRUN if true; then x=$(a [|||] b); fi", `FROM a\n${bash}RUN if true; then x=$(a | b); fi`],
    ["FROM a\nRUN e $(a | b) [|||] c", `FROM a\n${bash}RUN e $(a | b) | c`, { message: '"e"' }],
    [
      "FROM debian\nRUN <<EOF\n#!/bin/bash\na [|||] b\nEOF\n",
      "FROM debian\nRUN <<EOF\n#!/bin/bash\nset -o pipefail\na | b\nEOF\n",
    ],
    [
      "FROM debian\nRUN <<EOF\na [|||] while read x; do b; done\nEOF\n",
      `FROM debian\n${bash}RUN <<EOF\na | while read x; do b; done\nEOF\n`,
    ],
    [
      "FROM debian\nRUN a | b || true; c [|||] d | e || exit 1; set -o pipefail",
      `FROM debian\n${bash}RUN a | b || true; c | d | e || exit 1; set -o pipefail`,
    ],
    ["FROM debian\nRUN echo a | b [|||] c", `FROM debian\n${bash}RUN echo a | b | c`, { message: '"b"' }],
    ["RUN cat a [|||] b", undefined],
    ["FROM debian\nRUN ls [|||] grep -iv x", `FROM debian\n${bash}RUN ls | grep -iv x`],
    ["FROM debian\nRUN curl x [|||] grep y", `FROM debian\n${bash}RUN curl x | grep y`],
    ["FROM debian\nRUN ls [|||] grep x | wc -l", `FROM debian\n${bash}RUN ls | grep x | wc -l`],
  ],
  valid: [
    'FROM debian\nRUN ["/bin/bash", "-o", "pipefail", "-c", "curl a | sh"]',
    "FROM debian\nRUN bash -c 'set -o pipefail; curl a | sh'",
    "FROM debian:13-slim\nRUN set -o pipefail && cat a | grep root",
    "FROM debian:12-slim\nRUN (set -o pipefail) 2>/dev/null || true; ls",
    'FROM debian:12-slim\nSHELL ["/bin/bash", "-c"]\nRUN set -o pipefail && ls',
    "FROM debian:12-slim\nRUN <<EOF\n#!/bin/bash\nset -o pipefail\nls\nEOF",
    "FROM debian:12-slim\nRUN bash -c 'set -o pipefail; ls | cat'",
    "FROM debian\nRUN curl a | tar xz -C /x && wget -O- b | gunzip > c; curl d | tar -xJf -; curl e | gunzip | cpio -i",
    "FROM debian\nRUN curl a | gpg --dearmor -o b && curl c | grep x | sha256sum -c - && curl d | apt-key add - && curl e | xz -d > f",
    'FROM alpine:3.22\nSHELL ["/bin/sh", "-o", "pipefail", "-c"]\nRUN a | b',
    'FROM debian:12\nRUN ln -sf bash /bin/sh\nSHELL ["/bin/sh", "-o", "pipefail", "-c"]\nRUN a | b',
    'FROM me/a\nSHELL ["/bin/sh", "-o", "pipefail", "-c"]\nRUN a | b',
    "FROM debian\nRUN a && b || c",
    // Only an assignment takes on the status of what it is given.
    "FROM debian\nRUN curl -O $(curl -s a | grep b | cut -d / -f 4)",
    "FROM debian\nRUN for i in $(git branch | sed s/a/b/); do git checkout $i; done",
    'FROM debian\nRUN export A=$(curl a | sh) && [ "$(curl b | sh)" = c ] && x=$(cat $(curl c | sh))',
    "FROM debian\nRUN cat <(curl a | sh)",
    "FROM debian\nRUN case $(curl a | sh) in b) c;; esac; d > $(curl e | sh)",
    `FROM debian\n${bash}RUN a | b\nRUN c | d`,
    `FROM debian AS x\n${bash}FROM x\nRUN c | d`,
    "FROM debian\nRUN set -euxo pipefail; a | b",
    "FROM debian\nRUN <<EOF\nset -eo pipefail\na | b\nEOF\n",
    "FROM debian\nRUN echo y | a; yes | b; printf x | c; cat <<E | d\nx\nE\n",
    "FROM debian\nRUN a | head -1; b | grep -q c; d | e | true || :",
    "FROM debian\nRUN echo a | sed b | grep c | d",
    "FROM debian\nRUN locale -a | grep en_US.utf8 && go env | egrep 'OS=|ARCH='; x",
    "FROM debian\nRUN bash -c 'set -o pipefail; a | b'",
    'FROM debian\nRUN ["a", "|", "b"]',
    'FROM x\nSHELL ["pwsh", "-c"]\nRUN Get-X | Select-Object y',
    "FROM debian\nCMD a | b",
    "FROM debian\nONBUILD RUN a | b",
    'FROM debian\nRUN echo "a | b" # | c',
    "FROM debian\nRUN <<EOF\n#!/usr/bin/env python\nx = a | b\nEOF\n",
  ],
} satisfies Cases;
