import type { Cases } from "../cases";

const files = { "package.json": '{ "scripts": { "start": "node server.js" } }', "server.js": "" };
const start = (script: string, more = {}) => ({
  "package.json": JSON.stringify({ scripts: { start: script }, ...more }),
  "server.js": "",
});

export default {
  invalid: [
    [
      'FROM node:24\nCMD [|sh -c "node a.js && node b.js"|]\n',
      'FROM node:24\nCMD ["sh", "-c", "node a.js && exec node b.js"]\n',
    ],
    // A shell for people takes no notice of SIGTERM.
    [
      "FROM debian:13\nCMD [|/bin/bash -l|]\n",
      'FROM debian:13\nCMD ["/bin/bash", "-l"]\n',
      { severity: "info", message: "a shell below another one" },
    ],
    ["FROM node:24\nCMD [|exec bash -c 'node a.js'|]\n", 'FROM node:24\nCMD ["node", "a.js"]\n'],
    // It makes no difference which of two shells reads the variable, unless there is more than a word in it.
    [
      'FROM debian\nENV LEVEL=info\nCMD [|sh -c "serve --log $LEVEL --port ${PORT:-80}"|]',
      'FROM debian\nENV LEVEL=info\nCMD ["sh", "-c", "exec serve --log $LEVEL --port ${PORT:-80}"]',
    ],
    [
      `FROM debian\nCMD [|/bin/sh -c 'exec serve --port "$PORT"'|]`,
      'FROM debian\nCMD ["/bin/sh", "-c", "exec serve --port \\"$PORT\\""]',
    ],
    ['FROM debian\nCMD [|bash -e -lc "serve"|]', 'FROM debian\nCMD ["bash", "-e", "-lc", "exec serve"]'],
    ['FROM debian\nCMD [|/bin/dash -ec "serve it"|]', 'FROM debian\nCMD ["serve", "it"]'],
    ...[
      'sh -c "java $JAVA_OPTS -jar a.jar"',
      `sh -c "serve '$NAME'"`,
      'sh -c "NAME=a; serve $NAME"',
      'bash -c "cd /a && serve $PWD"',
      'sh -c "serve ${NAME:-a;b}"',
    ].map((text): Cases["invalid"][number] => [
      `FROM debian\nCMD [|${text}|]`,
      `FROM debian\nCMD ["sh", "-c", ${JSON.stringify(`exec ${text}`)}]`,
    ]),
    [
      `FROM debian\nENV RULE='a "b c"'\nCMD [|sh -c "serve $RULE"|]`,
      `FROM debian\nENV RULE='a "b c"'\nCMD ["sh", "-c", "exec sh -c \\"serve $RULE\\""]`,
    ],
    // The stage that is built on it gets it.
    ["FROM debian AS a\nONBUILD CMD [|foo|]\nFROM a\nUSER 1", undefined],
    ["FROM node\nCMD [|node server.js|]", 'FROM node\nCMD ["node", "server.js"]', { message: '"node server.js"' }],
    ["FROM node as foo\nENTRYPOINT [|something|]", 'FROM node as foo\nENTRYPOINT ["something"]'],
    ['FROM node\nCMD [|"start-app.sh"|]', 'FROM node\nCMD ["start-app.sh"]'],
    ["from alpine\ncmd [|foo|]", 'from alpine\ncmd ["foo"]'],
    [
      'FROM debian\nENTRYPOINT ["sh", "-c", "exec java -jar a.jar"]\nCMD [|/bin/bash|]\n',
      undefined,
      { severity: "info", message: "drops these words" },
    ],
    ["FROM alpine\nENTRYPOINT [|foo|]\nCMD [|bar|]", 'FROM alpine\nENTRYPOINT ["foo"]\nCMD ["bar"]'],

    // Package scripts.
    ["FROM node\nCOPY . .\nCMD [|npm start|]", 'FROM node\nCOPY . .\nCMD ["node", "server.js"]', { files }],
    [
      "FROM node\nCOPY . .\nCMD [|npm start|]",
      'FROM node\nCOPY . .\nCMD ["npm", "start"]',
      { files, fix: "Write it in exec form" },
    ],
    ["FROM node\nCMD [|npm start|]", 'FROM node\nCMD ["npm", "start"]'],
    ["FROM node\nCOPY . .\nCMD [|npm start|]", 'FROM node\nCOPY . .\nCMD ["npm", "start"]', { files: start("a && b") }],
    [
      "FROM node\nCOPY . .\nCMD [|npm run start|]",
      'FROM node\nCOPY . .\nENV NODE_ENV=production\nCMD ["node", "server.js"]',
      { files: start("NODE_ENV=production node server.js") },
    ],
    [
      "FROM node\nENV NODE_ENV=production\nCOPY . .\nCMD [|npm run start|]",
      'FROM node\nENV NODE_ENV=production\nCOPY . .\nCMD ["node", "server.js"]',
      { files: start("NODE_ENV=production node server.js") },
    ],
    [
      "FROM node\nWORKDIR /app/api\nCOPY . /app\nCMD [|npm start|]",
      'FROM node\nWORKDIR /app/api\nCOPY . /app\nCMD ["npm", "start"]',
      { files: { ...files, "api/package.json": "{}" } },
    ],
    [
      "FROM node\nWORKDIR /app\nCOPY ./api ./\nCMD [|npm start|]",
      'FROM node\nWORKDIR /app\nCOPY ./api ./\nCMD ["npm", "start"]',
      { files: { ...files, "api/package.json": "{}" } },
    ],

    // Exec, quotes and variables.
    ["FROM node\nCMD [|exec node server.js|]", 'FROM node\nCMD ["node", "server.js"]', { message: "hands over" }],
    [`FROM node\nCMD [|node 'my server.js' "a b" c\\ d|]`, 'FROM node\nCMD ["node", "my server.js", "a b", "c d"]'],
    [
      "FROM node\n# The app\nCMD [|NODE_ENV=production node x.js|]",
      'FROM node\nENV NODE_ENV=production\n# The app\nCMD ["node", "x.js"]',
    ],
    [
      "FROM node\nARG NODE_ENV=production\nCMD [|env NODE_ENV=production MOTD='a $b' node x.js|]",
      'FROM node\nARG NODE_ENV=production\nENV NODE_ENV=production MOTD="a \\$b"\nCMD ["node", "x.js"]',
    ],
    ["FROM node AS base\nCMD [|NODE_ENV=production node x.js|]\nFROM base\nRUN npm ci", undefined],
    [
      "FROM node\nCMD [|node server.js --port $PORT|]",
      'FROM node\nCMD ["sh", "-c", "exec node server.js --port $PORT"]',
      { message: "does not pass SIGTERM on" },
    ],
    [
      'FROM node\nCMD [|node server.js --host "$HOST"|]',
      'FROM node\nCMD ["sh", "-c", "exec node server.js --host \\"$HOST\\""]',
    ],
    [
      "FROM node\nCMD [|npm run migrate && node server.js|]",
      'FROM node\nCMD ["sh", "-c", "npm run migrate && exec node server.js"]',
    ],
    [
      "FROM node\nCMD [|cd app && \\\n    NODE_ENV=$E node x.js|]",
      'FROM node\nCMD ["sh", "-c", "cd app && NODE_ENV=$E exec node x.js"]',
    ],
    [
      "FROM node\nCMD [|exec node server.js --port $PORT|]",
      'FROM node\nCMD ["sh", "-c", "exec node server.js --port $PORT"]',
      { message: "hands over" },
    ],
    [
      "FROM node\nCMD [|node server.js > /dev/null 2>&1|]",
      'FROM node\nCMD ["sh", "-c", "exec node server.js > /dev/null 2>&1"]',
    ],
    ["FROM node\nCMD [|node dist/*.js|]", 'FROM node\nCMD ["sh", "-c", "exec node dist/*.js"]'],
    ["FROM node\nCMD [|node $(cat entry)|]", 'FROM node\nCMD ["sh", "-c", "exec node $(cat entry)"]'],
    ["FROM node\nCMD [|setup || node x.js;|]", 'FROM node\nCMD ["sh", "-c", "setup || exec node x.js"]'],

    [
      "FROM node\nCOPY . .\nCMD [|npm run migrate && npm start|]",
      'FROM node\nCOPY . .\nCMD ["sh", "-c", "npm run migrate && exec node server.js"]',
      { files },
    ],
    [
      "FROM node\nCOPY . .\nCMD [|npm run migrate && A=1 npm start|]",
      'FROM node\nCOPY . .\nCMD ["sh", "-c", "npm run migrate && A=1 B=\'x y\' exec node \'my server.js\'"]',
      { files: start("B='x y' node 'my server.js'") },
    ],
    [
      "FROM node\nCOPY . .\nCMD [|npm run migrate && npm start|]",
      'FROM node\nCOPY . .\nCMD ["sh", "-c", "npm run migrate && exec npm start"]',
      { files, fix: "Let the shell hand over to its last command" },
    ],

    // No way that is sure to do the same.
    ["FROM node\nCMD [|node server.js | tee log|]", undefined],
    ["FROM node\nCMD [|node server.js &|]", undefined],
    ["FROM node\nCMD [|node a.js & wait|]", undefined],
    ["FROM node\nCMD [|(cd app; node a.js)|]", undefined],
    ["FROM node\nCMD [|if [ -f x ]; then node x; fi|]", undefined],
    ["FROM node\nCMD [|trap 'echo bye' EXIT; node $X|]", undefined],
    ["FROM node\nCMD [|cd /app|]", undefined],
    ["FROM node\nCMD [|NODE_ENV=production|]", undefined],
    ["FROM node\nCMD [|node 'unfinished|]", undefined],
    ['FROM node\nENTRYPOINT ["sh", "-c"]\nCMD [|node x.js|]', undefined],

    // Layout and comments.
    ["FROM node\nCMD [|node \\\n  # the entry\n  server.js|]\n", 'FROM node\n# the entry\nCMD ["node", "server.js"]\n'],
    ["FROM node\nCMD [|node server.js # start it|]", 'FROM node\n# start it\nCMD ["node", "server.js"]'],
    [
      'FROM node AS dev\nCMD [|node --watch x.js|]\nFROM node\nCMD ["node", "x.js"]',
      'FROM node AS dev\nCMD ["node", "--watch", "x.js"]\nFROM node\nCMD ["node", "x.js"]',
    ],
    [
      'FROM node\nENTRYPOINT [|node server.js|]\nCMD ["--port", "80"]',
      'FROM node\nENTRYPOINT ["node", "server.js"]\nCMD ["--port", "80"]',
    ],
    // Exec form of a shell.
    [
      'FROM node\nCMD ["sh", "-c", [|"node migrate.js && node web.js"|]]',
      'FROM node\nCMD ["sh", "-c", "node migrate.js && exec node web.js"]',
      { message: "below a shell" },
    ],
    [
      'FROM node\nCMD ["/bin/bash", "-lc", [|"node migrate.js; node web.js"|]]',
      'FROM node\nCMD ["/bin/bash", "-lc", "node migrate.js; exec node web.js"]',
      { message: "SIGTERM" },
    ],
    [
      'FROM node\nENTRYPOINT ["tini", "--"]\nCMD ["sh", "-c", [|"node web.js"|]]',
      'FROM node\nENTRYPOINT ["tini", "--"]\nCMD ["node", "web.js"]',
    ],
    [
      'FROM node\nCMD ["sh", "-c", [|"node \\"${ROLE:-web}.js\\""|]]',
      'FROM node\nCMD ["sh", "-c", "exec node \\"${ROLE:-web}.js\\""]',
    ],
    ['FROM node\nENTRYPOINT ["sh", "-c"]\nCMD [[|"node a.js $X"|]]', undefined],
    ["FROM node\nCMD [|npm start || sleep 5|]", undefined],
    ['FROM node\nCMD ["sh", "-c", [|"npm start || exec sleep 5"|]]', undefined],
    [
      "FROM node:22-alpine\nCMD [|node a.js|]",
      'FROM node:22-alpine\nCMD ["node", "a.js"]',
      { message: "turns into node" },
    ],
    [
      'FROM node:22\nENTRYPOINT ["sleep"]\nCMD [|5 6|]',
      'FROM node:22\nENTRYPOINT ["sleep"]\nCMD ["5", "6"]',
      { message: "the arguments /bin/sh, -c" },
    ],
    // The script of another package.
    [
      "FROM node\nCOPY . .\nCMD [|cd api && npm start|]",
      'FROM node\nCOPY . .\nCMD ["sh", "-c", "cd api && exec npm start"]',
      { files: { ...files, "api/package.json": "{}" } },
    ],
    ["FROM node\nCMD [|NODE_ENV=staging node s.js|]", 'FROM node\nCMD ["env", "NODE_ENV=staging", "node", "s.js"]'],
  ],
  valid: [
    'FROM debian AS a\nONBUILD CMD foo\nFROM a\nCMD ["bar"]',
    "FROM debian AS a\nONBUILD CMD foo\nFROM debian\nUSER 1",
    "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD app.exe --x",
    'FROM node\nCMD ["node", "server.js"]',
    'FROM scratch as build\nCMD ["foo", "bar"]\nCMD [ "foo", "bar" ]',
    'FROM node\nCMD [ "/bin/sh", "-c", \\\n      "echo foo && \\\n       echo bar" \\\n    ]',
    "FROM node\nCMD",
    'FROM node\nCMD ["sh", "-c", "node migrate.js && exec node web.js"]',
    'FROM debian\nCMD ["worker", "-c", "sh && true"]',
    'FROM node\nENTRYPOINT ["dumb-init", "--"]\nCMD ["sh", "-c", "node a.js; node b.js"]',
    'FROM node\nCMD ["sh", "-c", "trap : TERM; node a.js & wait"]',
    'FROM node\nCMD ["sh", "-c", "ls -la"]',
    "FROM node\nCMD []",
    "FROM node\nHEALTHCHECK CMD curl localhost",
    "FROM node\nRUN node server.js",
    "FROM scratch\nONBUILD CMD foo",
    "FROM scratch\nCMD foo",
    'FROM scratch AS base\nSHELL ["/usr/bin/customshell"]\n\nFROM base\nENTRYPOINT mycommand',
    'FROM node\nCMD "npm" "start"',
    "FROM node\nCMD ['npm', 'start']",
    "FROM node\nCMD dumb-init node x.js",
    "FROM node\nCMD “npm” “start”",
    "FROM node\n# hadolint ignore=DL3025\nCMD npm start",
    "FROM node\n# check=skip=JSONArgsRecommended\nCMD npm start",
  ],
} satisfies Cases;
