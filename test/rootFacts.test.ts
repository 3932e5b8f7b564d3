/** What only root can start stays with root at every level, with the reason; what is only doubtful is done where everything is. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { HardenOptions } from "../server/engine/choosing";
import { harden } from "../server/engine/harden";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

const node = (start: string, rest = "") => `FROM node:24.22.0-slim\nWORKDIR /app\nCOPY . .\n${rest}${start}\n`;
const script = (...lines: string[]) => ({ "start.sh": `#!/bin/sh\n${lines.join("\n")}\nexec node server.js\n` });
const start = 'CMD ["./start.sh"]';
const supervisor = (settings: string) => ({
  "start.sh": "#!/bin/sh\nexec supervisord -n -c /app/supervisord.conf\n",
  "supervisord.conf": `[supervisord]\nnodaemon=true\n${settings}[program:web]\ncommand=node /app/server.js\n`,
});

const facts: readonly (readonly [title: string, text: string, files: Files])[] = [
  ["cron in the shell form", node("CMD cron && node server.js"), {}],
  ["cron behind a shell", node('CMD ["sh", "-c", "cron; exec node server.js"]'), {}],
  ["a service", node(start), script("service nginx start")],
  ["sshd", node(start, "RUN mkdir -p /run/sshd\n"), script("/usr/sbin/sshd")],
  ["nginx as its package is", node(start, "COPY site.conf /etc/nginx/conf.d/\n"), script("nginx")],
  ["packages", node(start), script("apt-get update")],
  ["supervisord with a user", node(start), supervisor("user=root\n")],
  ["USER root", node(start, "USER root\nRUN npm ci\n"), script("cron")],
  ["rights of a job alone", node(start, "RUN chmod 0644 /etc/cron.d/job\n"), script("cron")],
];

const python = (words: string) => `FROM python:3.12.14-slim\nWORKDIR /app\nCOPY . .\nCMD [${words}]\n`;
const serve = 'CMD ["node", "server.js"]';
const ofServer = (...lines: string[]) => ({ "server.js": `const fs = require("node:fs");\n${lines.join("\n")}\n` });

const logs: readonly (readonly [title: string, text: string, files: Files])[] = [
  ["a log of a program", node(serve), ofServer('fs.appendFileSync("/var/log/a.log", "up");')],
  ["a stream", node(serve), ofServer('const log = fs.createWriteStream("/var/log/a.log", { flags: "a" });')],
  ["a folder that is a link", node(serve), ofServer('fs.writeFileSync("/var/run/a.pid", String(process.pid));')],
  [
    "what is waited for",
    node(serve),
    { "package.json": `{ "type": "module" }`, ...ofServer('await fs.promises.writeFile("/run/a.pid", "1");') },
  ],
  [
    "a module that is loaded at once",
    node(serve),
    { ...ofServer('require("./log");'), "log.js": 'require("fs").writeFileSync("/var/log/a.log", "");\n' },
  ],
  ["a redirection", node("CMD node server.js >> /var/log/a.log 2>&1"), ofServer("")],
  [
    "a log of Python",
    python('"python", "a.py"'),
    { "a.py": 'import logging\nlogging.basicConfig(filename="/var/log/a.log")\n' },
  ],
  ["a log of gunicorn", python('"gunicorn", "--access-logfile", "/var/log/a.log", "a:app"'), { "a.py": "app = 1\n" }],
];

const perhapsLogs: readonly (readonly [title: string, text: string, files: Files])[] = [
  ["a function", node(serve), ofServer('function log() { fs.appendFileSync("/var/log/a.log", "up"); }')],
  ["a try", node(serve), ofServer('try { fs.appendFileSync("/var/log/a.log", "up"); } catch {}')],
  ["a stream that is minded", node(serve), ofServer('fs.createWriteStream("/var/log/a.log").on("error", () => {});')],
  ["a callback", node(serve), ofServer('fs.appendFile("/var/log/a.log", "up", () => {});')],
  [
    "what is caught anywhere",
    node(serve),
    ofServer('process.on("uncaughtException", f);', 'fs.writeFileSync("/var/log/a", "");'),
  ],
  [
    "a folder that a volume brings",
    node(serve),
    {
      ...ofServer('fs.appendFileSync("/var/log/a.log", "");'),
      "compose.yaml": "services: {a: {build: ., volumes: ['l:/var/log']}}",
    },
  ],
  ["a script that goes on", node(start), script("echo up >> /var/log/a.log")],
  ["a condition of Python", python('"python", "a.py"'), { "a.py": 'if x:\n    open("/var/log/a.log", "a")\n' }],
];

const doubts: readonly (readonly [title: string, text: string, files: Files])[] = [
  ["behind a condition", node(start), script('if [ -n "$JOBS" ]; then cron; fi')],
  ["behind a test", node(start), script('[ -n "$JOBS" ] && cron')],
  [
    "where the script may have ended",
    node(start),
    script('if [ "$ROLE" = web ]; then exec node server.js; fi', "cron"),
  ],
  ["a script that asks who it is", node(start), script('[ "$(id -u)" = 0 ] || exec node server.js', "cron")],
  ["sshd with keys of its own", node(start), script("/usr/sbin/sshd -f /app/sshd_config")],
  ["nginx with settings of its own", node(start), script("nginx -c /app/nginx.conf")],
  ["nginx with settings that a copy brings", node(start, "COPY nginx.conf /etc/nginx/nginx.conf\n"), script("nginx")],
  [
    "a folder that a RUN opens",
    node(start, "RUN touch /var/run/crond.pid && chown node /var/run/crond.pid\n"),
    script("cron"),
  ],
  ["a program that works as root", node(start, "RUN chmod u+s /usr/sbin/cron\n"), script("cron")],
  ["sudo", node(start), script("sudo service cron start")],
  ["supervisord without a user", node(start), supervisor("")],
  ["supervisord with the same user", node(start), supervisor("user=node\n")],
];

describe("what only root can start", () => {
  for (const [title, text, files] of [...facts, ...logs]) {
    test(`${title}: is left at every level`, async () => {
      for (const options of [{ level: "everything" }, { include: ["missing-user", "root-user"] }] as const) {
        const hardened = await hardenWith(text, files, options);
        assert.doesNotMatch(hardened.text, /^USER (?!root)/m);
        const left = hardened.left.find(({ rule }) => /^(?:missing|root)-user$/.test(rule));
        assert.match(left?.hint ?? "", /^Only root can start it: /);
      }
    });
  }
  for (const [title, text, files] of [...doubts, ...perhapsLogs]) {
    test(`${title}: is a matter of judgement`, async () => {
      const careful = await hardenWith(text, files, {});
      assert.doesNotMatch(careful.text, /^USER (?:node|app)/m);
      assert.match((await hardenWith(text, files, { level: "everything" })).text, /^USER (?:node|app|nonroot)/m);
    });
  }
  test("a log that is there is given to the user", async () => {
    const text = node("CMD node server.js >> /var/log/a.log 2>&1", "RUN touch /var/log/a.log\n");
    const hardened = await hardenWith(text, ofServer(""), {});
    assert.match(hardened.text, /^RUN touch \/var\/log\/a\.log && chown node:node \/var\/log\/a\.log$/m);
    assert.match(hardened.text, /^USER node$/m);
  });
});

describe("what becomes another user by itself", () => {
  const left = [
    ["server.js", 'process.setgid("www-data"); process.setuid("www-data")'],
    ["server.js", "process.initgroups(user, group)"],
    ["server.js", "if (process.setuid) process.setuid(Number(process.env.PUID))"],
  ] as const;
  for (const [path, text] of left) {
    test(`${text} is left`, async () => {
      const hardened = await hardenWith(node('CMD ["node", "server.js"]'), { [path]: text }, {});
      assert.doesNotMatch(hardened.text, /^USER/m);
      assert.ok(hardened.left.some(({ hint }) => hint.includes("server.js becomes another user by itself")));
    });
  }
  for (const text of ['process.setuid("node")', "if (process.getuid() === 0) process.setuid('nobody')"]) {
    test(`${text} is fine`, async () => {
      const hardened = await hardenWith(node('CMD ["node", "server.js"]'), { "server.js": text }, {});
      assert.match(hardened.text, /^USER node/m);
    });
  }
});

async function hardenWith(text: string, files: Files, options: HardenOptions) {
  const all = { ".dockerignore": "node_modules\n", "server.js": "", "site.conf": "", "nginx.conf": "", ...files };
  return harden(text, await factsOf({ files: all, path: "Dockerfile" }, text), { rules: {} }, options);
}
