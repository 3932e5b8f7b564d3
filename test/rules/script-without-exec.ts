import type { Cases, Invalid, Valid } from "../cases";

const dockerfile = 'FROM node\nCOPY . .\nCMD ["./start.sh"]';

function bad(script: string, fixed: string, message = "without exec"): Invalid {
  const marked = dockerfile.replace('"./start.sh"', '[|"./start.sh"|]');
  return [marked, dockerfile, { files: { "start.sh": script }, filesAfter: { "start.sh": fixed }, message }];
}

function good(script: string, text = dockerfile): Valid {
  return [text, { files: { "start.sh": script } }];
}

const files = { "docker/start.sh": "#!/bin/sh\nnpm start\n" };
const filesAfter = { "docker/start.sh": "#!/bin/sh\nexec npm start\n" };

export default {
  invalid: [
    // One that the Dockerfile writes.
    [
      'FROM node\nCOPY --chmod=755 <<"E" /usr/local/bin/start\n#!/bin/sh\nnode a.js\nE\nCMD [[|"start"|]]',
      'FROM node\nCOPY --chmod=755 <<"E" /usr/local/bin/start\n#!/bin/sh\nexec node a.js\nE\nCMD ["start"]',
      { message: "start starts node without exec" },
    ],
    bad("#!/bin/sh\nset -e\nnode server.js", "#!/bin/sh\nset -e\nexec node server.js", "starts node"),
    bad("npm run migrate && node a.js # go\n", "npm run migrate && exec node a.js # go\n"),
    bad("NODE_ENV=production node a.js\n", "NODE_ENV=production exec node a.js\n"),
    bad("su-exec node node a.js\n", "exec su-exec node node a.js\n"),
    bad('if [ -f x ]; then\n  cp x y\nfi\n"$@"\n', 'if [ -f x ]; then\n  cp x y\nfi\nexec "$@"\n', '"$@"'),
    bad(
      "#!/usr/bin/env bash\r\ncd app\r\nnode \\\r\n  a.js\r\n",
      "#!/usr/bin/env bash\r\ncd app\r\nexec node \\\r\n  a.js\r\n",
    ),
    bad("./server --port 80\n\n# end\n", "exec ./server --port 80\n\n# end\n", "starts server"),
    bad("redis-server & npm start\n", "redis-server & exec npm start\n"),
    bad("$COMMAND --x\n", "exec $COMMAND --x\n"),
    [
      'FROM node\nCOPY docker/start.sh /entry\nENTRYPOINT ["sh", [|"/entry"|]]',
      'FROM node\nCOPY docker/start.sh /entry\nENTRYPOINT ["sh", "/entry"]',
      { files, filesAfter, message: "start.sh starts npm" },
    ],
    [
      'FROM node\nCOPY docker/*.sh /usr/local/bin/\nENTRYPOINT ["tini", "--", [|"start.sh"|]]',
      'FROM node\nCOPY docker/*.sh /usr/local/bin/\nENTRYPOINT ["tini", "--", "start.sh"]',
      { files, filesAfter },
    ],
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"/app/docker/start.sh"|]]',
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD ["/app/docker/start.sh"]',
      { files: { ...files, "start.sh": "exec node x" }, filesAfter },
    ],
    ["FROM node\nCMD [|./start.sh|]", "FROM node\nCMD ./start.sh", { files, filesAfter }],
  ],
  valid: [
    // Many signs of a comment take no time.
    good(`node a.js\n${`${"#".repeat(200)}\n`.repeat(20)}if true; then\n  echo\nfi\n`),
    good("#!/bin/sh\nexec node server.js\n"),
    good('#!/bin/sh\nset -e\nexec "$@"\n'),
    good("trap 'kill $pid' TERM\nnode a.js & pid=$!\nwait $pid\n"),
    good("trap stop TERM\nnode a.js\n"),
    good("node a.js &\n"),
    good("node a.js | tee log\n"),
    good("if x; then\n  node a.js\nfi\n"),
    good("while true; do node a.js; done\n"),
    good("node a.js\nif x; then echo; fi\n"),
    good("echo done\n"),
    good("node a.js\nexit 0\n"),
    good("#!/usr/bin/env node\nnode.start()\n"),
    good("node 'unfinished\n"),
    good(""),
    good("node a.js\n", 'FROM node\nCMD ["dumb-init", "./start.sh"]'),
    good("node a.js\n", 'FROM node\nCMD ["tini", "-g", "--", "./start.sh"]'),
    good("node a.js\n", 'FROM node\nCMD ["node", "server.js"]'),
    good("node a.js\n", 'FROM node\nCMD ["sh", "-c", "start.sh"]'),
    good("node a.js\n", 'FROM node AS a\nCMD ["./start.sh"]\nFROM node\nCMD ["node"]'),
    good("node a.js\n", 'FROM node\nRUN ["./start.sh"]'),
    dockerfile,
  ],
} satisfies Cases;
