import type { Cases } from "../cases";

export default {
  invalid: [
    // A script of the project.
    [
      'FROM debian:13-slim\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\nCMD [|["sleep", "5"]|]',
      'FROM debian:13-slim\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\nCMD ["sleep", "5"]',
      {
        files: { "start.sh": "#!/bin/sh\nset -e\necho ready\n" },
        filesAfter: { "start.sh": '#!/bin/sh\nset -e\necho ready\nexec "$@"\n' },
        message: "start.sh never asks for its arguments",
      },
    ],
    [
      'FROM debian:13-slim\nCOPY bin/start.sh /usr/local/bin/\nENTRYPOINT ["bash", "/usr/local/bin/start.sh"]\nCMD [|["web"]|]',
      undefined,
      { files: { "bin/start.sh": "#!/bin/bash\nexec python3 app.py\n" } },
    ],
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
    ...['exec "$@"', "exec python3 app.py $*", "while [ $# -gt 0 ]; do shift; done", ". ./lib.sh", 'eval "$START"'].map(
      (line): [string, object] => [
        'FROM debian:13-slim\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\nCMD ["sleep", "5"]',
        { files: { "start.sh": `#!/bin/sh\nset -e\n${line}\n` } },
      ],
    ),
    [
      'FROM debian:13-slim\nCOPY start.py /\nENTRYPOINT ["/start.py"]\nCMD ["sleep", "5"]',
      { files: { "start.py": "#!/usr/bin/env python3\nimport sys\nprint(sys.argv)\n" } },
    ],
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
