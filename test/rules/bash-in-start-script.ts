import type { Cases, More } from "../cases";

const image = (base: string, start = '["./start.sh"]') => `FROM ${base}\nWORKDIR /app\nCOPY . .\nCMD ${start}\n`;
const told = 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD [[|"./start.sh"|]]\n';
const script = (...lines: readonly string[]): More => ({
  files: { "start.sh": `${lines.join("\n")}\n`, "server.js": "" },
});
/** What the fix makes of the first line. */
const begun = (...lines: readonly string[]): More => ({
  ...script(...lines),
  filesAfter: { "start.sh": `${["#!/bin/bash", ...lines.slice(1)].join("\n")}\n` },
});

export default {
  invalid: [
    [
      told,
      image("node:24-slim"),
      {
        ...begun("#!/bin/sh", 'if [[ -z "$A" ]]; then', "  A=1", "fi", "exec node server.js"),
        message: 'start.sh is for /bin/sh, which is dash here, and "[[ … ]]" in its line 2 is for bash',
      },
    ],
    [told, image("node:24-slim"), begun("#!/usr/bin/env sh", "source ./env", "exec node server.js")],
    [
      told,
      image("node:24-slim"),
      {
        ...script("#!/bin/sh -e", "a=(x y)", "exec node server.js"),
        filesAfter: { "start.sh": "#!/bin/bash -e\na=(x y)\nexec node server.js\n" },
      },
    ],
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["sh", [|"start.sh"|]]\n',
      image("node:24-slim", '["bash", "start.sh"]'),
      script("#!/bin/bash", "set -e", "pushd /srv", "exec node server.js"),
    ],
    [
      'FROM node:24-alpine\nWORKDIR /app\nCOPY . .\nCMD [[|"./start.sh"|]]\n',
      undefined,
      { ...script("#!/bin/sh", "a=(x y)", "exec node server.js"), message: "which is ash here, and an array" },
    ],
  ],
  valid: [
    [image("node:24-slim"), script("#!/bin/bash", "[[ -z $A ]] && A=1", "exec node server.js")],
    [image("node:24-slim"), script("#!/bin/sh", '[ -z "$A" ] && A=1', ". ./env", "exec node server.js")],
    [image("node:24-slim"), script("#!/bin/sh", 'echo -e "a\\tb"', "exec node server.js")],
    [image("node:24-slim", '["bash", "start.sh"]'), script("#!/bin/sh", "a=(x y)", "exec node server.js")],
    [image("node:24-alpine"), script("#!/bin/sh", "if [[ -z $A ]]; then A=1; fi", "source ./env", "exec node a.js")],
    [image("fedora:42"), script("#!/bin/sh", "a=(x y)", "exec node server.js")],
    [image("example.org/app"), script("#!/bin/sh", "a=(x y)", "exec node server.js")],
    // Not called, for all that is known.
    [image("node:24-slim"), script("#!/bin/sh", "f() {", "  [[ -z $A ]]", "}", "exec node server.js")],
    [image("node:24-slim"), script("#!/bin/sh", '[ -z "$BASH" ] && exec bash "$0"', "a=(x y)", "exec node a.js")],
    [
      'FROM node:24-slim\nRUN ln -sf /bin/bash /bin/sh\nCOPY . .\nCMD ["./start.sh"]\n',
      script("#!/bin/sh", "a=(x y)", "exec node server.js"),
    ],
  ],
} satisfies Cases;
