import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\nRUN b\n[|RUN|] c\n\n[|RUN|] d\n", "FROM a\nRUN b && c && d\n"],
    ["FROM a\nRUN b\n# Why.\n[|RUN|] c", undefined],
    [
      "FROM a\nRUN --mount=type=secret,id=x \\\n  b\n[|RUN|] --mount=type=secret,id=x c",
      "FROM a\nRUN --mount=type=secret,id=x \\\n  b \\\n  && c",
    ],
    ['FROM a\nRUN ["b"]\n[|RUN|] c', undefined],
    ["FROM a\nRUN b &\n[|RUN|] c", undefined],
    ["FROM a\nRUN b && c\nRUN d\n[|RUN|] e", "FROM a\nRUN b && c\nRUN d && e"],
    ["RUN a\n[|RUN|] b", "RUN a && b"],
  ],
  valid: [
    "FROM a\nRUN b",
    "FROM a\nRUN b\nWORKDIR /c\nRUN d",
    "FROM a\nRUN b && c\nRUN d; e",
    "FROM a\nRUN --mount=type=secret,id=x b\nRUN c",
    "FROM a\nRUN <<E\nb\nc\nE\nRUN d",
    "FROM a\nRUN b\nFROM c\nRUN d",
    "FROM a\nONBUILD RUN b\nONBUILD RUN c",
  ],
} satisfies Cases;
