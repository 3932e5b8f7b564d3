import type { Cases, Invalid } from "../cases";

const from = "FROM debian:13\n";

export default {
  invalid: [
    // What another shell reads, whatever the SHELL around it does.
    [
      `${from}SHELL ["/bin/bash", "-e", "-c"]\nRUN bash -x [|<<EOF|]\nmkdir /a\ntouch /b\nEOF`,
      `${from}SHELL ["/bin/bash", "-e", "-c"]\nRUN bash -x <<EOF\nset -e\nmkdir /a\ntouch /b\nEOF`,
    ],
    [
      `${from}RUN [|<<EOF|] bash -x\nmkdir /a\ntouch /b\nEOF`,
      `${from}RUN <<EOF bash -x\nset -e\nmkdir /a\ntouch /b\nEOF`,
    ],
    // What follows fails in turn.
    ...["apk update\napk add git", "addgroup -S docker\nadduser -S --ingroup docker app"].map(
      (lines): Invalid => [
        `FROM alpine:3.22\nRUN [|<<EOF|]\n${lines}\nEOF`,
        `FROM alpine:3.22\nRUN <<EOF\nset -e\n${lines}\nEOF`,
        { severity: "info" },
      ],
    ),
    [
      `${from}RUN [|<<EOF|]\n#!/bin/bash\nmkdir /a\ntouch /a/b\nEOF`,
      `${from}RUN <<EOF\n#!/bin/bash\nset -e\nmkdir /a\ntouch /a/b\nEOF`,
    ],
    [
      `${from}RUN [|<<-EOF|]\n\tapt-get update\n\tapt-get install -y x\n\tEOF`,
      `${from}RUN <<-EOF\n\tset -e\n\tapt-get update\n\tapt-get install -y x\n\tEOF`,
    ],
    [`${from}RUN [|<<EOF|]\nset -x\nmkdir /a; ls /a\nEOF`, `${from}RUN <<EOF\nset -e\nset -x\nmkdir /a; ls /a\nEOF`],
    [`${from}RUN [|<<EOF|]\nmkdir /a && cd /a\nls\nEOF`, `${from}RUN <<EOF\nset -e\nmkdir /a && cd /a\nls\nEOF`],
  ],
  valid: [
    ...["bash -ex", "sh -o errexit", "python3", "sh -c ls"].map(
      (call) => `${from}RUN ${call} <<EOF\nmkdir /a\ntouch /b\nEOF`,
    ),
    `${from}RUN <<EOF /bin/bash -euo pipefail\nmkdir /a\ntouch /b\nEOF`,
    // The outer shell makes something else of it.
    `${from}RUN bash <<EOF\nmkdir \\$HOME/a\ntouch /b\nEOF`,
    `${from}RUN bash <<EOF\nset -e\nmkdir /a\ntouch /b\nEOF`,
    `${from}RUN bash <<EOF\nmkdir /a\nEOF`,
    `${from}RUN <<EOF\nset -eux\nmkdir /a\nls\nEOF`,
    `${from}RUN <<EOF\nset -o errexit\nmkdir /a\nls\nEOF`,
    `${from}RUN <<EOF\n#!/bin/sh -e\nmkdir /a\nls\nEOF`,
    `${from}SHELL ["/bin/bash", "-euo", "pipefail", "-c"]\nRUN <<EOF\nmkdir /a\nls\nEOF`,
    `${from}RUN <<EOF\nmkdir /a &&\n  ls\nEOF`,
    `${from}RUN <<EOF\nmkdir /a || exit 1\nls\nEOF`,
    `${from}RUN <<EOF\necho a\nls\nEOF`,
    `${from}RUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nprint(2)\nEOF`,
    `${from}COPY <<EOF /a\nmkdir /a\nls\nEOF`,
    `${from}RUN cat <<EOF > /a\nmkdir /a\nls\nEOF`,
  ],
} satisfies Cases;
