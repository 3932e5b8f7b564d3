import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM debian\nRUN a \\\n && touch /b [|# first|] \\\n && chmod 700 /b",
      "FROM debian\nRUN a \\\n # first\n && touch /b \\\n && chmod 700 /b",
    ],
    ["FROM debian\nCMD a && [|# one|] \\\n    exec b\n", "FROM debian\n# one\nCMD a && \\\n    exec b\n"],
    ["FROM debian\nRUN a; [|#one|] \\\n b", "FROM debian\n#one\nRUN a; \\\n b"],
    ["FROM debian\nRUN a && [|# one|] \\\n    b\n", "FROM debian\n# one\nRUN a && \\\n    b\n"],
  ],
  valid: [
    'FROM debian\nCMD ["sh", "-c", "a # b"]',
    "FROM debian\nENTRYPOINT a \\\n  # one\n && exec b # both",
    "FROM debian\nRUN a \\\n # one\n && b",
    "FROM debian\nRUN a \\\n && b # both",
    "FROM debian\nRUN a # both \\\n # more",
    "FROM debian\nRUN echo a#b \\\n && c",
    "FROM debian\nRUN echo '# a' \\\n && c",
    "FROM debian\nRUN <<EOF\na # b \\\nc\nEOF",
  ],
} satisfies Cases;
