/** What pointing at a variable shows. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { variableHover } from "../server/features/variableHover";
import { parseDockerfile } from "../server/syntax/dockerfile";

/** `|` is where the pointer is; the next is what is shown at `[…]`, which stands around it in the text. */
const cases: readonly (readonly [text: string, shown: string | undefined])[] = [
  [
    "ARG NODE_VERSION=24.19.0\nFROM node:[${NODE_|VERSION}]-slim",
    "`NODE_VERSION` is `24.19.0` here: ARG default on line 1, may be overridden by `--build-arg`",
  ],
  ["FROM scratch\nENV PORT=3000\nEXPOSE [$P|ORT]", "`PORT` is `3000` here: ENV on line 2"],
  ["FROM scratch\nENV [PO|RT]=3000", "`PORT` is `3000` here: ENV on line 2"],
  ["FROM scratch\nENV A=1\nENV A=2 B=[$|A]", "`A` is `1` here: ENV on line 2"],
  ["FROM scratch\nENV A=1\nARG [A|]", "`A` is `1` here: ENV on line 2"],
  ["FROM scratch AS a\nENV A=1\nFROM a\nUSER [$A|]", "`A` is `1` here: ENV on line 2"],
  ["FROM scratch\nENV A=\nUSER [$A|]", "`A` is empty here: ENV on line 2"],
  ["FROM scratch\nENV A=$B\nUSER [$A|]", "`A` has no known value here: ENV on line 2"],
  ["FROM scratch\nUSER [$A|]", "`A` is not set here"],
  ["FROM mine\nUSER [$A|]", "`A` is not set in this file; the base image mine may set it"],
  ["FROM node:24-slim\nUSER [$NODE_VERSION|]", "`NODE_VERSION` is set by the base image node"],
  ["FROM mine\nUSER [$PATH|]", "`PATH` is set by the base image mine"],
  ["FROM ruby:3.4\nUSER [$LANG|]", "`LANG` is `C.UTF-8` here: set by the base image ruby"],
  ["ARG A=1\nFROM scratch\nUSER [$A|]", "`A` is not set here"],
  ["ARG A=1\nFROM scratch\nARG [A|]", "`A` is `1` here: ARG default on line 1, may be overridden by `--build-arg`"],
  [
    "FROM scratch\nARG [A|]",
    "`A` is not set here: the ARG on line 2 has no default, `--build-arg A=…` gives it a value",
  ],
  [
    "FROM scratch\nARG TARGETARCH\nCOPY [$TARGETARCH|] /",
    "`TARGETARCH` is set by the builder, from the platforms that it builds on and for",
  ],
  [
    "FROM --platform=[$BUILD|PLATFORM] scratch",
    "`BUILDPLATFORM` is set by the builder, from the platforms that it builds on and for",
  ],
  // Forms.
  ["FROM scratch\nENV A=a/b\nUSER [${A|#*/}]", "`A` is `a/b` here: ENV on line 2\n\n`${A#*/}` gives `b`"],
  ["FROM scratch\nUSER [${A|:-d}]", "`A` is not set here\n\n`${A:-d}` gives `d`"],
  ["FROM scratch\nENV B=1\nUSER ${A:-[$B|]}", "`B` is `1` here: ENV on line 2"],
  ["FROM scratch\nENV B=`\nUSER [$B|]", "`B` is `` ` `` here: ENV on line 2"],
  // What a shell sees.
  ["FROM debian\nENV A=1\nRUN echo \\\n  [$A|]", "`A` is `1` here: ENV on line 2"],
  ["FROM debian\nENV A=1\nRUN <<EOF\n# it's\necho [$A|]\nEOF", "`A` is `1` here: ENV on line 2"],
  ["FROM debian\nENV A=1\nRUN <<'EOF'\necho [$A|]\nEOF", "`A` is `1` here: ENV on line 2"],
  ["FROM debian\nENV A=1\nRUN cat <<EOF\n'[$A|]'\nEOF", "`A` is `1` here: ENV on line 2"],
  ["FROM debian\nRUN curl -x [$http_proxy|]", "`http_proxy` is what `--build-arg` or the configuration of Docker says"],
  ["FROM debian\nENV A=1\nCMD echo [$A|]", "`A` is `1` here: ENV on line 2"],
  ["FROM debian\nARG A=1\nCMD echo [$A|]", "`A` is not set here: the ARG on line 2 counts during the build only"],
  ["FROM debian\nCMD echo [$A|]\nENV A=1", "`A` is `1` here: ENV on line 3"],
  ["FROM debian\nRUN echo '$A|'", undefined],
  ["FROM debian\nENV A=1\nRUN cat <<'EOF'\n$A|\nEOF", undefined],
  ["FROM debian\nENV A=1\nCOPY <<'EOF' /x\n$A|\nEOF", undefined],
  ["FROM debian\nENV A=1\nCOPY <<EOF /x\n'[$A|]'\nEOF", "`A` is `1` here: ENV on line 2"],
  ["FROM debian\nRUN A=1; echo $A|", undefined],
  ["FROM debian\nRUN for A in 1 2; do echo $A|; done", undefined],
  ['FROM debian\nENV A=1\nCMD ["echo", "$A|"]', undefined],
  ["FROM debian\nENV A=1\nONBUILD USER $A|", undefined],
  ["FROM debian\nENV A=1\nUSER '$A|'", undefined],
  ["FROM debian\nENV A=1\nUSER \\$A|", undefined],
  ["FROM debian\nLABEL A|=1", undefined],
  ["FROM debian\n# $A|", undefined],
  // Secrets.
  [
    "FROM scratch\nARG NPM_TOKEN=abc\nENV B=[$NPM_TOKEN|]",
    "`NPM_TOKEN` is set here (hidden): ARG default on line 2, may be overridden by `--build-arg`",
  ],
  ["FROM scratch\nENV A=a8f5f167f44f4964e6c998dee827110c\nUSER [$A|]", "`A` is set here (hidden): ENV on line 2"],
  ["FROM scratch\nENV [A|]=postgres://me:pass@db/x", "`A` is set here (hidden): ENV on line 2"],
  ["FROM scratch\nARG PASSWORD=x\nENV A=a-$PASSWORD\nENV B=$A\nUSER [$B|]", "`B` is set here (hidden): ENV on line 4"],
  [
    "FROM scratch\nARG PASSWORD=x\nUSER [${PASSWORD|:-y}]",
    "`PASSWORD` is set here (hidden): ARG default on line 2, may be overridden by `--build-arg`",
  ],
  [
    "ARG BASE=node:24.19.0-trixie-slim\nFROM [$BASE|]",
    "`BASE` is `node:24.19.0-trixie-slim` here: ARG default on line 1, may be overridden by `--build-arg`",
  ],
];

describe("pointing at a variable", () => {
  for (const [marked, shown] of cases) {
    test(marked, () => {
      const offset = marked.replaceAll("[", "").indexOf("|");
      const plain = shown === undefined ? marked.replace("|", "") : marked.replace(/[[\]|]/g, "");
      const at = shown === undefined ? marked.indexOf("|") : offset;
      const found = variableHover(parseDockerfile(plain), at);
      assert.equal(found?.markdown, shown);
      if (found)
        assert.equal(plain.slice(found.span.start, found.span.end), /\[(.*)\]/.exec(marked)?.[1]?.replace("|", ""));
    });
  }
});
