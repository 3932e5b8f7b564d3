import type { Cases } from "../cases";

export default {
  invalid: [
    ['FROM debian\nENTRYPOINT exec sleep 60\nCMD [|["5"]|]\n', "FROM debian\nENTRYPOINT exec sleep 60\n"],
    [
      'FROM debian AS base\nENTRYPOINT exec sleep 60\n\nFROM base\nCMD [|["5"]|]\n',
      "FROM debian AS base\nENTRYPOINT exec sleep 60\n\nFROM base\n",
      { message: "shell form" },
    ],
    [
      'FROM debian\nENTRYPOINT ["sh", "-c", "node a.js"]\nCMD [|["x"]|]\n',
      'FROM debian\nENTRYPOINT ["sh", "-c", "node a.js"]\n',
      { message: "never asks" },
    ],
    ["FROM debian\nCMD [|node b.js|]\nENTRYPOINT node a.js\n", "FROM debian\nENTRYPOINT node a.js\n"],
  ],
  valid: [
    'FROM debian:13\nENTRYPOINT [ "/x", ]\nCMD ["a"]',
    'FROM debian:13\nENTRYPOINT ["/x]\nCMD ["a"]',
    'FROM debian\nENTRYPOINT ["sleep"]\nCMD ["5"]',
    'FROM debian\nENTRYPOINT exec sleep "$0"\nCMD ["5"]',
    'FROM debian\nENTRYPOINT ["sh", "-c", "exec node a.js \\"$@\\"", "sh"]\nCMD ["x"]',
    'FROM debian\nENTRYPOINT ["sh", "-c"]\nCMD ["node a.js"]',
    "FROM debian\nENTRYPOINT exec sleep 60\nCMD []",
    // The ENTRYPOINT forgets it.
    'FROM debian AS base\nCMD ["x"]\nFROM base\nENTRYPOINT run',
  ],
} satisfies Cases;
