import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\nRUN [|cd|] /opt && make\nWORKDIR /app\n", "FROM a\nWORKDIR /opt\nRUN make\nWORKDIR /app\n"],
    [
      "FROM a\nWORKDIR /app\n# Build it.\nRUN [|cd|] server && make \\\n  && b\nCOPY . .\n",
      "FROM a\nWORKDIR /app\nWORKDIR /app/server\n# Build it.\nRUN make \\\n  && b\nWORKDIR /app\nCOPY . .\n",
    ],
    [
      "FROM a\nRUN [|cd|] /opt \\\n  && make\nCOPY . .\n",
      "FROM a\nWORKDIR /opt\nRUN make\nCOPY . .\n",
      { fix: "Use WORKDIR /opt" },
    ],
    ["FROM a\nRUN set -e && [|cd|] /opt && a", undefined],
    ["FROM a\nRUN [|cd|] $HOME && a", undefined],
    ["FROM debian\nRUN [|cd|] libsrtp && make", undefined, { message: "holds for this RUN only" }],
    ["FROM debian\nWORKDIR $X\nRUN [|cd|] ./ && make", undefined, { message: "holds for this RUN only" }],
    ["FROM a\nRUN [|cd|] /opt || exit 1; a", undefined],
    ["FROM a\nWORKDIR /app\nRUN [|cd|] /opt\nRUN b", "FROM a\nWORKDIR /app\nWORKDIR /opt\nRUN b"],
    ["FROM a\nWORKDIR /app\nRUN [|cd|] /app/ && b", "FROM a\nWORKDIR /app\nRUN b", { message: "anyway" }],
    ["FROM node:24\nRUN [|cd|] / && b", "FROM node:24\nRUN b", { message: "anyway" }],
    ["RUN [|cd|] /opt", "WORKDIR /opt", { message: "changes nothing" }],
    ["FROM a\nRUN <<EOF\n[|cd|] /opt\nmake\nEOF\nWORKDIR /", "FROM a\nWORKDIR /opt\nRUN <<EOF\nmake\nEOF\nWORKDIR /"],
  ],
  valid: [
    "FROM a\nWORKDIR /opt",
    "FROM a\nRUN curl x | tar xz && cd x && make",
    "FROM a\nRUN (cd /opt && make)",
    "FROM a\nRUN --mount=type=bind,target=/src,rw cd /src && make install",
    "FROM a\nWORKDIR /app\nRUN --mount=type=cache,target=build cd build/x && make",
    "FROM a\nRUN x=$(cd /opt && pwd)",
    "FROM a\nONBUILD RUN cd /opt && make",
    "FROM a\nCMD cd /opt && node .",
  ],
} satisfies Cases;
