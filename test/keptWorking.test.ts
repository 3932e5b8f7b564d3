/** What *Harden Dockerfile* leaves as it is, since the program of the image lives on it. Each was worse by a real build. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { harden } from "../server/engine/harden";
import { changeIn } from "../server/node/productionMode";
import { factsOf } from "./cases";

interface Kept {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly text: string;
  /** What the Dockerfile, or the ignore file that is made, has. */
  readonly has?: readonly string[];
  readonly lacks?: readonly string[];
}

const head = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n";
const listening = 'require("http").createServer().listen(3000);';

/** A project with a lock file, whose package.json has these fields. */
function project(fields: Record<string, unknown>, more: Readonly<Record<string, string>> = {}) {
  const { dependencies, devDependencies } = fields;
  const packages = { "": { dependencies, devDependencies }, "node_modules/a": { version: "1.0.0" } };
  return {
    "package.json": JSON.stringify(fields),
    "package-lock.json": JSON.stringify({ lockfileVersion: 3, packages }),
    "server.js": listening,
    ...more,
  };
}

const started = (source: string, fields: Record<string, unknown> = {}) =>
  project({ dependencies: { a: "1.0.0" }, scripts: { start: "node server.js" }, ...fields }, { "server.js": source });

const kept: readonly Kept[] = [
  {
    title: "a tool whose package has another name",
    files: project({ scripts: { start: "eleventy --serve" }, devDependencies: { "@11ty/eleventy": "2.0.1" } }),
    text: `${head}CMD ["npm", "start"]\n`,
    lacks: ["--omit=dev"],
  },
  {
    title: "a tool that only the scope of its package tells",
    files: project({ scripts: { start: "slideshow --remote" }, devDependencies: { "@slideshow/engine": "2.0.1" } }),
    text: `${head}CMD ["npm", "start"]\n`,
    lacks: ["--omit=dev", "USER node"],
  },
  {
    title: "a server of a generator of sites, which builds into the folder of the project",
    files: project({ scripts: { start: "docusaurus start" }, devDependencies: { "@docusaurus/core": "3.9.2" } }),
    text: `${head}CMD ["npm", "start"]\n`,
    has: ["chown node:node node_modules", "RUN chown node:node ."],
    lacks: ["--omit=dev"],
  },
  {
    title: "types are no program",
    files: project({
      scripts: { start: "node server.js" },
      dependencies: { a: "1.0.0" },
      devDependencies: { "@types/node": "22.0.0" },
    }),
    text: `${head}CMD ["npm", "start"]\n`,
    has: ["--omit=dev"],
  },
  {
    title: "a program that listens outside of production alone",
    files: started('if (process.env.NODE_ENV !== "production") require("http").createServer().listen(3000);'),
    text: `${head}CMD ["npm", "start"]\n`,
    has: ["USER node"],
    lacks: ["NODE_ENV=production"],
  },
  {
    title: "what a condition loads outside of production",
    files: started(
      'const app = require("a");\nif (process.env.NODE_ENV !== "production") app.use(require("webpack-dev-middleware"));\napp.listen(1);',
      { devDependencies: { "webpack-dev-middleware": "7.0.0" } },
    ),
    text: `${head}CMD ["npm", "start"]\n`,
    lacks: ["NODE_ENV=production", "--omit=dev"],
  },
  {
    title: "variables that git keeps and the program loads",
    files: { ...started(`require("dotenv").config();\n${listening}`), ".env": "A=1" },
    text: `${head}CMD ["npm", "start"]\n`,
    has: ["**/.env.*"],
    lacks: ["**/.env\n"],
  },
  {
    title: "variables that git leaves out",
    files: { ...started(`require("dotenv").config();\n${listening}`), ".env": "A=1", ".gitignore": ".env\n" },
    text: `${head}CMD ["npm", "start"]\n`,
    has: ["**/.env\n"],
  },
  {
    title: "variables that node is told to read",
    files: { ...started(listening, { scripts: { start: "node --env-file=.env server.js" } }), ".env": "A=1" },
    text: `${head}CMD ["npm", "start"]\n`,
    lacks: ["**/.env\n"],
  },
  ...["cron && node server.js", "service nginx start && node server.js"].map((start) => ({
    title: start,
    files: started(listening),
    text: `${head}CMD ${start}\n`,
    lacks: ["USER node"],
  })),
  {
    title: "a daemon without which a script gives up",
    files: { ...started(listening), "start.sh": "#!/bin/sh\ncron || exit 1\nexec node server.js\n" },
    text: `${head}CMD ["sh", "start.sh"]\n`,
    lacks: ["USER node"],
  },
  {
    title: "a command of root that may fail",
    files: { ...started(listening), "start.sh": "#!/bin/sh\ncron || true\nexec node server.js\n" },
    text: `${head}CMD ["sh", "start.sh"]\n`,
    has: ["USER node"],
  },
  {
    title: "settings in a file of the mode, and what a script before the start loads",
    files: project(
      {
        dependencies: { a: "1.0.0" },
        devDependencies: { semver: "7.6.0" },
        scripts: { prestart: "node check.js", start: "node ./bin/www" },
      },
      {
        "check.js": 'require("semver").valid("1.0.0");',
        "bin/www": `const mode = process.env.NODE_ENV || "development";\nrequire("../config/" + mode + ".json");\n${listening}`,
      },
    ),
    text: `${head}CMD ["npm", "start"]\n`,
    has: ["USER node"],
    lacks: ["--omit=dev", "NODE_ENV=production"],
  },
  {
    title: "what node loads by a variable, and the file that this reads",
    files: project(
      { devDependencies: { dotenv: "16.4.5" }, scripts: { start: "node server.js" } },
      { ".env": "WORD=a\n" },
    ),
    text: `${head}ENV NODE_OPTIONS="--require dotenv/config"\nCMD ["npm", "start"]\n`,
    lacks: ["--omit=dev", "**/.env\n"],
  },
  {
    title: "a variable that only npm sets",
    files: started(`console.log(process.env.npm_package_version);\n${listening}`),
    text: `${head}CMD ["npm", "start"]\n`,
    has: ['CMD ["npm", "start"]', "USER node"],
  },
  {
    title: "a tool of the workspace in whose folder it starts",
    files: {
      "package.json": '{"private": true, "workspaces": ["apps/*"]}',
      "apps/web/package.json": '{"name": "web", "dependencies": {"a": "1.0.0"}, "devDependencies": {"tsx": "4.19.0"}}',
      "apps/web/server.ts": listening,
    },
    text: `${head}WORKDIR /app/apps/web\nCMD ["npx", "tsx", "server.ts"]\n`,
    has: ["RUN --mount=type=cache,target=/root/.npm npm install\nENV NODE_ENV=production"],
    lacks: ["--omit=dev"],
  },
  {
    title: "a key, the history and the Dockerfile, which sources name",
    files: {
      ...started(
        `const { readFileSync } = require("fs");\nreadFileSync(require("path").join(__dirname, "tls", "a.key"));\n` +
          `readFileSync(".git/HEAD");\nreadFileSync("./Dockerfile");\n${listening}`,
      ),
      "tls/a.key": "",
      ".git/": "",
      Dockerfile: "",
    },
    text: `${head}CMD ["npm", "start"]\n`,
    has: ["**/*.pem", ".gitignore"],
    lacks: ["*.key", "a.key", ".git\n", "Dockerfile*"],
  },
  {
    title: "a key that an ignore file lets through, which a source names",
    files: { ...started(`readFileSync("a.key");\n${listening}`), "a.key": "", ".dockerignore": "node_modules\n" },
    text: `${head}CMD ["npm", "start"]\n`,
    has: ["node_modules"],
    lacks: ["a.key"],
  },
  {
    title: "a server in the background that needs root",
    files: { ...started(listening), "start.sh": "#!/bin/sh\nnginx\nexec node server.js\n" },
    text: `${head}CMD ["sh", "start.sh"]\n`,
    lacks: ["USER node"],
  },
  {
    title: "a server whose data belongs to its own account",
    files: { ...started(listening), "start.sh": "#!/bin/sh\nredis-server --daemonize yes\nexec node server.js\n" },
    text: `${head}CMD ["sh", "start.sh"]\n`,
    lacks: ["USER node"],
  },
  {
    title: "a script that becomes somebody else",
    files: { ...started(listening), "start.sh": '#!/bin/sh\nsu postgres -c "pg_ctl start"\nexec node server.js\n' },
    text: `${head}CMD ["sh", "start.sh"]\n`,
    lacks: ["USER node"],
  },
  {
    title: "a program of the full image that a source starts",
    files: started(`require("child_process").execSync("git --version");\n${listening}`),
    text: `${head}CMD ["npm", "start"]\n`,
    lacks: ["-slim"],
  },
  {
    title: "a program of the full image that a script starts",
    files: { ...started(listening), "wait.sh": "#!/bin/sh\nif true; then curl a; fi\nexec node server.js\n" },
    text: `${head}CMD ["sh", "wait.sh"]\n`,
    lacks: ["-slim"],
  },
  {
    title: "the folder of a program that a script starts",
    files: {
      ...started(`require("fs").mkdirSync("/run/web");\n${listening}`),
      "run.sh": "#!/bin/sh\nnode server.js &\nwait\n",
    },
    text: `${head}CMD ["sh", "run.sh"]\n`,
    has: ["install -d -o node -g node /run/web"],
  },
  {
    title: "a browser that a step puts into the home folder",
    files: started(listening, { dependencies: { playwright: "1.44.0" } }),
    text: `${head}RUN npx playwright install --with-deps chromium\nCMD ["npm", "start"]\n`,
    lacks: ["USER node", "AS build"],
  },
  {
    title: "a browser in a folder of its own",
    files: started(listening, { dependencies: { playwright: "1.44.0" } }),
    text: `FROM node:22\nENV PLAYWRIGHT_BROWSERS_PATH=/opt/browsers\nWORKDIR /app\nCOPY . .\nRUN npm install\nRUN npx playwright install chromium\nCMD ["npm", "start"]\n`,
    has: ["USER node"],
  },
  {
    title: "a browser that the install puts into the home folder",
    files: started(listening, { dependencies: { puppeteer: "^22.0.0" } }),
    text: `${head}CMD ["npm", "start"]\n`,
    lacks: ["USER node", "AS build"],
  },
  {
    title: "a browser beside its package",
    files: started(listening, { dependencies: { puppeteer: "^18.0.0" } }),
    text: `${head}CMD ["npm", "start"]\n`,
    has: ["USER node", "AS build"],
  },
  {
    title: "files in the home folder of the program",
    files: {
      ...started(`require("fs").readFileSync(require("os").homedir() + "/.cache/a");\n${listening}`),
      "setup.js": "",
    },
    text: `${head}RUN node setup.js\nCMD ["npm", "start"]\n`,
    lacks: ["USER node", "AS build"],
  },
  {
    title: "models in the home folder of Python",
    files: { "requirements.txt": "nltk\n", "app.py": "import nltk\n" },
    text: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nRUN python -c "import nltk; nltk.download(\'punkt\')"\nCMD ["python", "app.py"]\n',
    lacks: ["USER app"],
  },
  {
    title: "a program of the package itself, by its name",
    files: {
      ...project({ name: "@acme/greet", bin: "bin/greet.js", dependencies: { a: "1.0.0" } }),
      "bin/greet.js": 'require("fs").writeFileSync("report.json", "{}");',
    },
    text: `${head}RUN npm link\nWORKDIR /data\nENTRYPOINT ["greet"]\n`,
    has: ["WORKDIR /data\nRUN chown node:node .\nUSER node"],
  },
  {
    title: "the history, which a program of the build asks git for",
    files: {
      ...started(listening, { scripts: { build: "node stamp.js" } }),
      "stamp.js": 'require("child_process").execSync("git rev-parse HEAD");',
      ".git/": "",
    },
    text: `${head}RUN npm run build\nCMD ["node", "server.js"]\n`,
    has: [".gitignore\n"],
    lacks: [".git\n"],
  },
  {
    title: "an add-on, whose sources the install compiles",
    files: { ...started(listening), "binding.gyp": "{}", "src/a.cc": "" },
    text: `${head}CMD ["node", "server.js"]\n`,
    has: ["COPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci", "COPY --from=build --chown=node:node /app ./"],
  },
  {
    title: "the tasks of Deno",
    files: { "deno.json": '{ "tasks": { "start": "deno run -A main.ts" } }', "main.ts": 'Deno.mkdirSync("data");' },
    text: 'FROM denoland/deno:2.5.0\nWORKDIR /app\nCOPY . .\nCMD ["task", "start"]\n',
    has: ["install -d -o deno -g deno data"],
  },
];

describe("what the program lives on stays", () => {
  for (const { title, files, text, has = [], lacks = [] } of kept) {
    test(title, async () => {
      const facts = await factsOf({ files, path: "Dockerfile" }, text);
      const result = harden(text, facts, { rules: {} });
      const all = [result.text, ...result.files.map((file) => file.text)].join("\n");
      for (const part of has) assert.ok(all.includes(part), `has ${part}:\n${all}`);
      // The stage that builds may be a full image, by whichever user.
      const last = all.slice(all.lastIndexOf("\nFROM ") + 1);
      for (const part of lacks) assert.ok(!(part === "-slim" ? last : all).includes(part), `has no ${part}:\n${all}`);
    });
  }
});

/** A source, the value of NODE_ENV so far, and what its change to production is said to do. */
const modes: readonly (readonly [source: string, before: string | undefined, expected: RegExp | undefined])[] = [
  ['if (process.env.NODE_ENV !== "production") app.listen(1);', undefined, /listens only/],
  ['const dev = process.env["NODE_ENV"] !== "production";\nif (dev) { app.listen(1); }', undefined, /listens only/],
  ['process.env.NODE_ENV !== "production" && app.listen(1);', undefined, /listens only/],
  ['process.env.NODE_ENV === "production" || app.listen(1);', undefined, /listens only/],
  ['if (process.env.NODE_ENV !== "test") app.listen(1);', undefined, undefined],
  ['if (process.env.NODE_ENV !== "production") app.listen(1);', "production", undefined],
  ['if (process.env.NODE_ENV === "development") app.listen(1);', "development", /listens only/],
  ['if (process.env.NODE_ENV === "development") app.listen(1);', undefined, undefined],
  ['if (process.env.NODE_ENV !== "production") app.get("/mock", a);', undefined, /answers some requests only/],
  ['if (process.env.NODE_ENV !== "production") app.use(morgan("dev"));', undefined, undefined],
  ['if (process.env.NODE_ENV === "production") app.use(express.static("dist"));', undefined, undefined],
  ['if (process.env.NODE_ENV === "production" && !process.env.KEY) throw new Error("a");', undefined, /an error/],
  ['if (process.env.NODE_ENV === "production" && !process.env.KEY) process.exit(1);', undefined, /an error/],
  ['const { NODE_ENV = "development" } = process.env;\nif (NODE_ENV === "production") throw 1;', undefined, /an error/],
  ['const { NODE_ENV: mode } = process.env;\nif (mode === "production") throw 1;', undefined, /an error/],
  ['if (app.get("env") === "production") a.redirect("/b");', undefined, /answer otherwise/],
  [
    'if (process.env.NODE_ENV === "production") a.status(500).send("b");\nelse a.status(500).send(c);',
    undefined,
    undefined,
  ],
  ['process.env.NODE_ENV === "production" ? https.createServer(a) : b;', undefined, /certificates/],
  ['const c = require("./config")[process.env.NODE_ENV || "development"];', undefined, /other parts of its settings/],
  ['const env = process.env.NODE_ENV ?? "development";\nmodule.exports = all[env];', undefined, /other parts of all/],
  ["const a = colors[process.env.LEVEL]; // NODE_ENV", undefined, undefined],
  ['if (process.env.NODE_ENV !== "production") await import("vite");', undefined, /builds what it serves/],
  ["const a: string = all[process.env.NODE_ENV!];", undefined, undefined],
  ['require("./config/" + (process.env.NODE_ENV || "development"));', undefined, /reads other files/],
  [
    "const { NODE_ENV = 'test' } = process.env;\nawait import(`./env/${NODE_ENV}.mjs`);",
    undefined,
    /reads other files/,
  ],
  ['require("dotenv").config({ path: `.env.${process.env.NODE_ENV}` });', undefined, /reads other files/],
  ['require("./config/" + process.env.NODE_ENV);', "production", undefined],
  ["console.log(`${process.env.NODE_ENV} starts`); a.join(b + c);", undefined, undefined],
  ["f({ envFilePath: `.env.${process.env.NODE_ENV}` });", undefined, /reads other files/],
  ["f({ envFilePath: ['.env', `.env.${process.env.NODE_ENV}`] });", undefined, /reads other files/],
  ['f({ synchronize: process.env.NODE_ENV !== "production" });', undefined, /makes its tables only/],
  ["f({ synchronize: true });", undefined, undefined],
  ['if (process.env.NODE_ENV !== "production") sequelize.sync();', undefined, /makes its tables only/],
  ['f({ cookie: { secure: process.env.NODE_ENV === "production" } });', undefined, /over TLS alone/],
  ['f({ cookie: { secure: process.env.NODE_ENV === "production" } });', "production", undefined],
  ["const a = (", undefined, undefined],
  ["const a = a; if (a === process.env.NODE_ENV) throw 1;", undefined, undefined],
];

describe("what a program does otherwise in production", () => {
  for (const [source, before, expected] of modes) {
    test(`${before}: ${source}`, () => {
      const found = changeIn(source, before);
      if (expected) assert.match(found ?? "", expected);
      else assert.equal(found, undefined);
    });
  }
});
