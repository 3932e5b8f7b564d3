import type { Cases } from "../cases";

export default {
  invalid: [
    ['FROM debian\nCMD ["sh", "-c", "echo", [|"hi"|]]', 'FROM debian\nCMD ["sh", "-c", "echo hi"]'],
    [
      'FROM debian\nRUN ["/bin/bash", "-ec", "apt-get", [|"update", "-q"|]]',
      'FROM debian\nRUN ["/bin/bash", "-ec", "apt-get update -q"]',
    ],
    [
      'FROM debian\nENTRYPOINT ["sh", "-c"]\nCMD ["node", [|"a.js"|]]',
      'FROM debian\nENTRYPOINT ["sh", "-c"]\nCMD ["node a.js"]',
    ],
    ['FROM debian\nHEALTHCHECK CMD ["sh", "-c", "test", [|"-f", "/a b"|]]', undefined],
  ],
  valid: [
    'FROM debian\nCMD ["sh", "-c", "echo hi"]',
    'FROM debian\nCMD ["sh", "-c", "exec run \\"$@\\"", "sh", "a"]',
    'FROM debian\nCMD ["sh", "-c", "echo $0", "a"]',
    'FROM debian\nCMD ["sh", "-c", "run", "--"]',
    'FROM debian\nCMD ["sh", "a.sh", "b"]',
    'FROM debian\nCMD ["worker", "-c", "sh", "x"]',
    'FROM debian\nENTRYPOINT ["sh", "-c", "exec $0 \\"$@\\""]\nCMD ["a", "b"]',
  ],
} satisfies Cases;
