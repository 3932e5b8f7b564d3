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
    ["FROM debian\nCMD sh -c python [|app.py|]", 'FROM debian\nCMD sh -c "python app.py"'],
    [
      "FROM debian\nRUN cd /src && bash -ec ./configure [|--prefix=/usr|] && make",
      'FROM debian\nRUN cd /src && bash -ec "./configure --prefix=/usr" && make',
    ],
    ["FROM debian\nCMD sh -c 'echo \"$A\"' [|b|]", undefined],
  ],
  valid: [
    'FROM debian\nCMD ["sh", "-c", "echo hi"]',
    'FROM debian\nCMD ["sh", "-c", "exec run \\"$@\\"", "sh", "a"]',
    'FROM debian\nCMD ["sh", "-c", "echo $0", "a"]',
    'FROM debian\nCMD ["sh", "-c", "run", "--"]',
    'FROM debian\nCMD ["sh", "-c", ". /env.sh", "a", "b"]',
    "FROM debian\nRUN sh -c 'cp \"$1\" /a' sh b",
    'FROM debian\nRUN sh -c "$(curl -fsSL example.org/install.sh)" x --yes',
    "FROM debian\nRUN find . -exec sh -c 'gzip \"$1\"' _ {} \\;",
    'FROM debian\nCMD ["sh", "a.sh", "b"]',
    'FROM debian\nCMD ["worker", "-c", "sh", "x"]',
    'FROM debian\nENTRYPOINT ["sh", "-c", "exec $0 \\"$@\\""]\nCMD ["a", "b"]',
  ],
} satisfies Cases;
