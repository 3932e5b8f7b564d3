/** Sources beside those of the program that a container starts: what these write, needs no folder of its user. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { otherNodeSources, otherPythonSources } from "../server/demotion/otherPrograms";
import { harden } from "../server/engine/harden";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

type Case = readonly [title: string, rest: string, files: Files, others: readonly string[]];

const write = "require('fs').writeFileSync('spool/a', '')";
const manifest = (scripts: Readonly<Record<string, string>>) => JSON.stringify({ name: "a", scripts });

const ofNode: readonly Case[] = [
  [
    "a task of a package script, with what it alone imports",
    'CMD ["node", "server.js"]',
    {
      "package.json": manifest({ seed: "node tools/seed.js" }),
      "server.js": "require('./lib/a')",
      "lib/a.js": "",
      "tools/seed.js": `require('../lib/a'); require('../lib/fill'); ${write}`,
      "lib/fill.js": write,
    },
    ["tools/seed.js"],
  ],
  [
    "what a script before the start runs",
    'CMD ["npm", "start"]',
    {
      "package.json": manifest({ start: "node server.js", prestart: "node tools/seed.js" }),
      "server.js": "",
      "tools/seed.js": write,
    },
    [],
  ],
  [
    "what the program has the name of",
    'CMD ["node", "server.js"]',
    {
      "package.json": manifest({ seed: "node tools/seed.js" }),
      "server.js": "require('child_process').fork(__dirname + '/tools/seed.js')",
      "tools/seed.js": write,
    },
    [],
  ],
  [
    "what an entry script runs",
    'ENTRYPOINT ["./start.sh"]\nCMD ["node", "server.js"]',
    {
      "package.json": manifest({ seed: "node tools/seed.js" }),
      "start.sh": '#!/bin/sh\nnode ./tools/seed.js\nexec "$@"\n',
      "server.js": "",
      "tools/seed.js": write,
    },
    [],
  ],
  [
    "what makes a program of which nobody knows what it is made of",
    'RUN node build.mjs\nCMD ["node", "out/server.js"]',
    { "package.json": manifest({}), "build.mjs": "import { build } from 'esbuild'", "src/server.js": "" },
    ["build.mjs"],
  ],
];

const ofPython: readonly Case[] = [
  [
    "what RUN starts",
    "RUN python build_index.py\nCMD flask run",
    { "app.py": "", "build_index.py": "open('index/a', 'w')" },
    ["build_index.py"],
  ],
  [
    "a script by its last lines",
    "CMD gunicorn site_app:app",
    { "site_app.py": "", "crawl.py": "if __name__ == '__main__':\n    pass\n" },
    ["crawl.py"],
  ],
  [
    "the program of another image",
    "CMD python api.py",
    { "api.py": "import store", "store.py": "", "work.py": "" },
    ["work.py"],
  ],
  [
    "what is imported, or named",
    "CMD python api.py",
    { "api.py": "from . import store\nX = 'work'", "store.py": "", "work.py": "" },
    [],
  ],
  ["what may be looked for", "CMD python api.py", { "api.py": "import importlib", "work.py": "" }, []],
  ["what a framework looks for", "CMD python api.py", { "api.py": "", "tasks.py": "", "shop/views.py": "" }, []],
  [
    "what a start script runs",
    'CMD ["./start.sh"]',
    { "start.sh": "python work.py\npython api.py\n", "api.py": "", "work.py": "if __name__ == '__main__':\n" },
    [],
  ],
];

for (const [language, image, cases, othersOf] of [
  ["node", "node:24-slim", ofNode, otherNodeSources],
  ["python", "python:3.13-slim", ofPython, otherPythonSources],
] as const) {
  describe(`sources beside a program of ${language}`, () => {
    for (const [title, rest, files, others] of cases) {
      test(title, async () => {
        const text = `FROM ${image}\nWORKDIR /app\nCOPY . .\n${rest}\n`;
        const facts = await factsOf({ files, path: "Dockerfile" }, text);
        assert.deepEqual([...othersOf(parseDockerfile(text), facts)].sort(), others);
      });
    }
  });
}

test("no folder is given for them", async () => {
  const text = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN python fill.py\nCMD ["python", "api.py"]\n';
  const files = {
    "api.py": "open('state/a', 'w')",
    "fill.py": "open('index/a', 'w')",
    "work.py": "open('spool/a', 'w')",
  };
  const facts = await factsOf({ files, path: "Dockerfile" }, text);
  const hardened = harden(text, facts, { rules: {} }, { include: ["missing-user"], level: "safe" });
  assert.match(hardened.text, /app:app state\n/);
  assert.doesNotMatch(hardened.text, /spool|index/);
});
