import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { entryFile } from "../server/node/entryFile";
import { readProject } from "../server/node/project";
import { resolveCommand } from "../server/node/resolution";
import type { Project } from "../server/types";

function projectOf(manifest: object, files: readonly string[] = []): Project {
  const project = readProject(files, new Map([["package.json", JSON.stringify(manifest)]]));
  assert.ok(project);
  return project;
}

test("reads versions and workspaces", () => {
  const files = ["a/package.json", "lib/b/package.json", "lib/b/c/package.json", ".nvmrc", "pnpm-workspace.yaml"];
  const read = (manifest: object, contents: Record<string, string> = {}, paths = files.slice(0, 3)) =>
    readProject(
      [...paths, ...Object.keys(contents)],
      new Map([["package.json", JSON.stringify(manifest)], ...Object.entries(contents)]),
    );
  assert.equal(read({}, { ".nvmrc": "\tv20.1.0 # old\n" })?.nodeVersion, "v20.1.0");
  assert.equal(read({ volta: { node: "20.1.0" } }, { ".node-version": "" })?.nodeVersion, "20.1.0");
  assert.equal(read({ volta: "20" })?.nodeVersion, undefined);
  assert.equal(read({ packageManager: "pnpm@9.1.0+sha512.abc" })?.managerVersion, "9.1.0");
  const cases: readonly (readonly [workspaces: unknown, folders: readonly string[] | undefined])[] = [
    [undefined, []],
    [["a"], ["a"]],
    [
      ["./a/", "lib/*"],
      ["a", "lib/b"],
    ],
    [{ packages: ["lib/**"] }, ["lib/b", "lib/b/c"]],
    [["lib/*", "!lib/b"], ["lib/b"]],
    [["x"], undefined],
    [["lib/{b,c}"], undefined],
    [[1], undefined],
    ["a", undefined],
    [{}, []],
    [null, []],
    [["*".repeat(1e5)], undefined],
    [Array(1000).fill("a"), undefined],
  ];
  for (const [workspaces, folders] of cases) {
    assert.deepEqual(read({ workspaces })?.workspaces, folders, JSON.stringify(workspaces)?.slice(0, 40));
  }
  const texts: readonly (readonly [yaml: string, folders: readonly string[] | undefined])[] = [
    ["packages:\n  - a # this\n\n  - 'lib/*'\n", ["a", "lib/b"]],
    ['# all\r\npackages:\r\n- "lib/*"\r\ncatalog:\r\n  - x\r\n', ["lib/b"]],
    ["onlyBuiltDependencies:\n  - esbuild\n", []],
    ["packages: [a]\n", undefined],
    ["packages:\n  - - a\n", undefined],
  ];
  for (const [text, folders] of texts) {
    assert.deepEqual(read({}, { "pnpm-workspace.yaml": text })?.workspaces, folders, text);
  }
});

test("reads package.json", () => {
  const text = `\uFEFF{
    // Tolerated.
    "name": "shop", "type": "module", "main": "lib/index.js", "engines": { "node": ">=20" },
    "scripts": { "start": "node .", "bad": 1 }, "dependencies": { "express": "^4" }, "devDependencies": [],
  }`;
  assert.deepEqual(readProject(["package-lock.json", "src/yarn.lock"], new Map([["package.json", text]])), {
    manifest: "package.json",
    name: "shop",
    scripts: { start: "node ." },
    dependencies: { express: "^4" },
    devDependencies: {},
    node: ">=20",
    nodeVersion: undefined,
    main: "lib/index.js",
    isModule: true,
    manager: "npm",
    managerVersion: undefined,
    workspaces: [],
    lockfiles: ["package-lock.json"],
  });
  assert.deepEqual(projectOf({ name: 1, engines: "20", scripts: null, main: [] }), {
    manifest: "package.json",
    name: undefined,
    scripts: {},
    dependencies: {},
    devDependencies: {},
    node: undefined,
    nodeVersion: undefined,
    main: undefined,
    isModule: false,
    manager: undefined,
    managerVersion: undefined,
    workspaces: [],
    lockfiles: [],
  });
});

test("knows no project without a JSON object", () => {
  assert.equal(readProject(["package.json"], new Map()), undefined);
  for (const text of ["", "[]", "null", "1", '"x"', "not json", "[".repeat(100_000), '{"a":'.repeat(100_000)]) {
    assert.equal(readProject([], new Map([["package.json", text]])), undefined, text.slice(0, 20));
  }
});

test("tells the package manager", () => {
  const cases: readonly (readonly [field: unknown, files: string, manager: Project["manager"]])[] = [
    ["yarn@4.1.0", "", "yarn-berry"],
    ["yarn@1.22.22+sha512.abc", "yarn.lock", "yarn"],
    ["yarn@1", ".yarnrc.yml", "yarn"],
    ["yarn@stable", ".yarnrc.yml", "yarn-berry"],
    ["pnpm@10.34.5", "package-lock.json", "pnpm"],
    ["npm@10.2.0", "", "npm"],
    ["bun@1.2.0", "", "bun"],
    ["cargo@1", "bun.lock", "bun"],
    [7, "bun.lockb", "bun"],
    [undefined, "bun.lock bun.lockb", "bun"],
    [undefined, "npm-shrinkwrap.json package-lock.json", "npm"],
    [undefined, "pnpm-lock.yaml", "pnpm"],
    [undefined, "yarn.lock", "yarn"],
    [undefined, "yarn.lock .yarnrc.yml", "yarn-berry"],
    [undefined, "yarn.lock package-lock.json", undefined],
    [undefined, "", undefined],
  ];
  for (const [packageManager, files, manager] of cases) {
    assert.equal(projectOf({ packageManager }, files.split(" ")).manager, manager, `${packageManager} ${files}`);
  }
});

const scripts = {
  start: "node server.js",
  dev: "nodemon server.js",
  "start:prod": "NODE_ENV=production node dist/main",
  nested: "npm run start -- --port 80",
  "nested:bare": "npm run start --port 80",
  "nested:yarn": "A=1 yarn start",
  "nested:env": "A=1 npm run env",
  env: "A=2 B='x y' node server.js",
  circle: "npm run circle",
  "circle:a": "npm run circle:b",
  "circle:b": "npm run circle:a",
  hooked: "node server.js",
  prehooked: "npm run build",
  build: "tsc",
};

/** A call and what it comes to: "A=b node|x", or "because … => suggestion". */
const calls: readonly (readonly [call: string, outcome: string | undefined])[] = [
  ["npm start", "node|server.js"],
  ["npm run start", "node|server.js"],
  ["npm run-script start", "node|server.js"],
  ["npm run -s start", "node|server.js"],
  ["npm --silent start", "node|server.js"],
  ["/usr/local/bin/npm start", "node|server.js"],
  ["npm start -- --port 80", "node|server.js|--port|80"],
  ["npm start fast --loglevel=error -- -p", "node|server.js|fast|-p"],
  ["npm start --port 80", "because npm is given --port"],
  ["npm start --production", "NODE_ENV=production node|server.js"],
  ["npm --omit=dev run env", "NODE_ENV=production A=2 B=x y node|server.js"],
  ["npm --prefix app start", "because the script is that of another package"],
  ["npm run start -w app", "because the script is that of another package"],
  ["npm run nope", 'because package.json has no script "nope"'],
  ["npm run constructor", 'because package.json has no script "constructor"'],
  ["npm test", 'because package.json has no script "test"'],
  ["npm ci", undefined],
  ["npm", undefined],
  ["npm run", undefined],
  ["node server.js", undefined],
  ["node --run start -- -x", "node|server.js|-x"],
  ["node --run hooked", "node|server.js"],
  ["./start.sh", undefined],
  ["", undefined],
  ["yarn start", "node|server.js"],
  ["yarn run start -- -x", "node|server.js|-x"],
  ["yarn start -x", "node|server.js|-x"],
  ["yarn dev", "because nodemon is a development server that starts anew whenever a file changes => node|server.js"],
  ["yarn --cwd app start", "because the script is that of another package"],
  ["yarn workspace app start", "because the script is that of another package"],
  ["yarn install", undefined],
  ["yarn", undefined],
  ["yarn node server.js", "because yarn looks for node each time the container starts => node|server.js"],
  ["yarn next start", "node|node_modules/next/dist/bin/next|start"],
  ["corepack yarn start", "node|server.js"],
  ["corepack yarn@4.1.0 run start", "node|server.js"],
  ["pnpm start -- -x", "node|server.js|--|-x"],
  ["pnpm run start", "node|server.js"],
  ["pnpm -F app start", "because the script is that of another package"],
  ["pnpm exec next start", "node|node_modules/next/dist/bin/next|start"],
  ["pnpm dlx cowsay hi", "because pnpm dlx looks for cowsay each time the container starts and may download it"],
  ["bun run start", "node|server.js"],
  ["bun start", "node|server.js"],
  ["bun run build", "because exec form does not look for tsc in node_modules/.bin, as a script does"],
  ["bun build", undefined],
  ["bun server.ts", undefined],
  ["bun run server.ts", undefined],
  ["bun --smol server.ts", undefined],
  ["bunx cowsay", "because bunx looks for cowsay each time the container starts and may download it"],
  ["npx next start", "node|node_modules/next/dist/bin/next|start"],
  ["npx -y next@14 start", "node|node_modules/next/dist/bin/next|start"],
  ["npx next dev", "because next dev is a development server => node|dist/main"],
  ["npx nest start", "because nest is a development server => node|dist/main"],
  [
    "npx ts-node src/index.ts",
    "because ts-node is a development tool that compiles the source at every start => node|dist/main",
  ],
  ["npx -p typescript tsc", "because npx is given -p"],
  ["npx", undefined],
  ["npm x -- next start", "node|node_modules/next/dist/bin/next|start"],
  ["npm run start:prod", "NODE_ENV=production node|dist/main"],
  ["npm run nested", "node|server.js|--port|80"],
  ["npm run nested:bare", "because npm is given --port"],
  ["npm run nested:yarn", "A=1 node|server.js"],
  ["npm run nested:env", "A=2 B=x y node|server.js"],
  ["npm run circle", "because its scripts call one another in circles"],
  ["npm run circle:a", "because its scripts call one another in circles"],
  ["npm run hooked", 'because the script "prehooked" runs along with it'],
];

test("follows calls to commands", () => {
  const project = projectOf({ scripts, dependencies: { next: "14" }, devDependencies: { "@nestjs/cli": "10" } });
  for (const [call, outcome] of calls) assert.equal(outcomeOf(project, call), outcome, call);
});

/** The text of the script "start" and what `npm start` comes to. */
const texts: readonly (readonly [text: string, outcome: string])[] = [
  ["node .", "node|."],
  ["node --require ./tracing.js server.js", "node|--require|./tracing.js|server.js"],
  ["node \"my server.js\" 'a b'", "node|my server.js|a b"],
  ["NODE_ENV=production PORT= node server.js", "NODE_ENV=production PORT= node|server.js"],
  ["exec node server.js", "node|server.js"],
  ["env A=b node server.js", "A=b node|server.js"],
  ["cross-env A=b C='d e' node server.js", "A=b C=d e node|server.js"],
  ["A=1 exec env A=2 cross-env A=3 node x", "A=3 node|x"],
  ["dumb-init node server.js", "dumb-init|node|server.js"],
  ["./bin/www", "./bin/www"],
  ["bin/nest", "bin/nest"],
  ["node_modules/.bin/next start", "node_modules/.bin/next|start"],
  ["sh start.sh", "sh|start.sh"],
  ["", "because the script is empty"],
  ["A=b", "because the script starts no program"],
  ["env", "because the script starts no program"],
  ["cross-env A=b", "because the script starts no program"],
  ["node a.js && node b.js", "because the script runs several commands"],
  ["node a.js || node b.js", "because the script runs several commands"],
  ["node a.js; node b.js", "because the script runs several commands"],
  ["node a.js | pino-pretty", "because the script pipes one command into another"],
  ["node a.js &", "because the script starts a command in the background"],
  ["node a.js & node b.js", "because the script starts a command in the background"],
  ["node a.js > out.log", "because the script redirects input or output"],
  ["node $FILE", "because the script expands $FILE in a shell"],
  ["node server.js --port ${PORT:-3000}", "because the script expands ${PORT:-3000} in a shell"],
  ["PORT=$P node server.js", "because the script expands $P in a shell"],
  ["cross-env PORT='$P' node server.js", "because the script expands $P"],
  ["node $(cat main)", "because the script inserts the output of a command"],
  ["node `cat main`", "because the script inserts the output of a command"],
  ["node dist/*.js", "because the script expands dist/*.js in a shell"],
  ["node ~/x.js", "because the script expands ~/x.js in a shell"],
  ["node 'a*' \"b?\" c\\*", "node|a*|b?|c*"],
  ["(node a.js)", "because the script needs a shell"],
  ["sh -c 'node a.js'", "because the script starts a shell of its own"],
  ["node 'a", "because the shell cannot read the script"],
  ["nice node a.js", "because the script starts its program by nice"],
  ["time node a.js", "node|a.js"],
  ["sudo -E node a.js", "because the script starts its program by sudo"],
  ["env -i node a.js", "because the script gives env the option -i"],
  ["cross-env-shell 'node a.js'", "because the script starts a shell of its own"],
  ["dotenv -- node a.js", "because the script loads variables with dotenv"],
  ["env-cmd node a.js", "because the script loads variables with env-cmd"],
  [
    "node --watch server.js -x",
    "because node is told to start anew whenever a file changes, which is for development => node|server.js|-x",
  ],
  [
    "node --watch-path src -r ./a.js server.js",
    "because node is told to start anew whenever a file changes, which is for development => node|-r|./a.js|server.js",
  ],
  ["node server.js --watch", "node|server.js|--watch"],
  ["nodemon", "because nodemon is a development server that starts anew whenever a file changes"],
  [
    "nodemon -L --watch src server.js -x",
    "because nodemon is a development server that starts anew whenever a file changes => node|server.js|-x",
  ],
  ["nodemon -r x server.js", "because nodemon is a development server that starts anew whenever a file changes"],
  ["nodemon src/index.ts", "because nodemon is a development server that starts anew whenever a file changes"],
  ["A=b nodemon server.js", "because nodemon is a development server that starts anew whenever a file changes"],
  [
    "tsx src/index.ts",
    "because tsx is a development tool that compiles the source at every start => node_modules/.bin/tsx|src/index.ts",
  ],
  ["tsx watch src/index.ts", "because tsx is a development tool that compiles the source at every start"],
  ["./node_modules/.bin/ts-node x", "because ts-node is a development tool that compiles the source at every start"],
  ["next", "because next is a development server"],
  ["next -p 80", "because next is a development server"],
  ["next start", "node|node_modules/next/dist/bin/next|start"],
  ["A=b next start", "A=b node|node_modules/next/dist/bin/next|start"],
  [
    "fastify start",
    "because nobody can tell from here whether the install links fastify into node_modules/.bin => node_modules/.bin/fastify|start",
  ],
  ["serve -s build", "because exec form does not look for serve in node_modules/.bin, as a script does"],
  ["react-scripts start", "because react-scripts is a development server"],
  ["concurrently npm:a npm:b", "because concurrently runs several programs"],
  [
    "pm2 start x.js",
    "because pm2 start leaves the program in the background, so that the container ends at once => node_modules/.bin/pm2-runtime|start|x.js",
  ],
  [
    "pm2 start x.js --no-daemon",
    "because pm2 start --no-daemon does not heed SIGTERM => node_modules/.bin/pm2-runtime|start|x.js",
  ],
  ["npx next start", "node|node_modules/next/dist/bin/next|start"],
];

test("reads scripts", () => {
  const dependencies = { next: "14", tsx: "4", "fastify-cli": "6", pm2: "6" };
  for (const [start, outcome] of texts) {
    assert.equal(outcomeOf(projectOf({ scripts: { start }, dependencies }), "npm start"), outcome, start);
  }
});

test("gives the text of the script that is called", () => {
  const project = projectOf({ scripts });
  assert.equal(resolveCommand(project, ["npm", "run", "nested"])?.script, scripts.nested);
  assert.equal(resolveCommand(project, ["npm", "run", "circle"])?.script, scripts.circle);
  assert.equal(resolveCommand(project, ["npm", "run", "nope"])?.script, undefined);
  assert.equal(outcomeOf(undefined, "npm start"), "because package.json is not known");
});

test("starts server.js when there is no script", () => {
  const files = ["server.js"];
  for (const call of ["npm start", "npm run start", "pnpm start", "yarn start"]) {
    assert.equal(outcomeOf(projectOf({}), call, files), "node|server.js", call);
    assert.equal(outcomeOf(projectOf({}), call), 'because package.json has no script "start"', call);
  }
  assert.equal(outcomeOf(projectOf({}), "npm run serve", files), 'because package.json has no script "serve"');
});

test("yarn 4 hands over every word and may need its loader", () => {
  const project = projectOf({ packageManager: "yarn@4.0.0", scripts });
  assert.equal(outcomeOf(project, "yarn start -- -x"), "node|server.js|--|-x");
  assert.equal(
    outcomeOf(project, "yarn start", [".pnp.cjs"]),
    "because yarn makes node load .pnp.cjs, where its packages are listed => node|-r|./.pnp.cjs|server.js",
  );
});

function outcomeOf(project: Project | undefined, call: string, files: readonly string[] = []): string | undefined {
  const resolution = resolveCommand(project, call.split(" "), files);
  if (!resolution) return undefined;
  if (resolution.kind === "unresolved") {
    const { reason, suggestion } = resolution;
    return `because ${reason}${suggestion ? ` => ${suggestion.join("|")}` : ""}`;
  }
  const environment = Object.entries(resolution.environment).map(([name, value]) => `${name}=${value} `);
  return environment.join("") + resolution.argv.join("|");
}

test("finds the file that node runs", () => {
  const files = ["server.js", "src/index.js", "lib/main.cjs", "bin/www", "app/server.mjs"];
  const cases: readonly (readonly [command: string, path: string | undefined])[] = [
    ["node server.js", "server.js"],
    ["node ./server.js --port 80", "server.js"],
    ["nodejs server", "server.js"],
    ["/usr/local/bin/node src", "src/index.js"],
    ["node src/", "src/index.js"],
    ["node src/../server", "server.js"],
    ["node bin/www", "bin/www"],
    ["node app/server.mjs", "app/server.mjs"],
    ["node .", "lib/main.cjs"],
    ["node --enable-source-maps --max-old-space-size=300 server.js", "server.js"],
    ["node -r dotenv/config --import ./tracing.mjs --title x server.js", "server.js"],
    ["node --require=./a.js --env-file .env -- server.js", "server.js"],
    ["node --inspect server.js", "server.js"],
    ["node -e server.js", undefined],
    ["node --eval=1 server.js", undefined],
    ["node -p server.js", undefined],
    ["node --run server.js", undefined],
    ["node", undefined],
    ["node -r", undefined],
    ["node --", undefined],
    ["node -", undefined],
    ["node missing.js", undefined],
    ["node /app/server.js", undefined],
    ["node ../server.js", undefined],
    ["npm start", undefined],
    ["", undefined],
  ];
  const project = projectOf({ main: "./lib/main.cjs" });
  for (const [command, path] of cases) assert.equal(entryFile(project, command.split(" "), files), path, command);
  assert.equal(entryFile(undefined, ["node", "."], ["index.js"]), "index.js");
  assert.equal(entryFile(projectOf({ main: "gone.js" }), ["node", "."], ["index.js"]), "index.js");
});

test("never throws", () => {
  const word = fc.oneof(
    fc.constantFrom(
      "npm",
      "yarn",
      "pnpm",
      "bun",
      "npx",
      "node",
      "run",
      "start",
      "exec",
      "--",
      "-r",
      ".",
      "x",
      "corepack",
    ),
    fc.string(),
  );
  const shell = fc.array(
    fc.constantFrom(
      "node",
      "npm run start",
      "npm start",
      "$x",
      "A=b",
      "&&",
      "'",
      '"',
      "(",
      "env",
      "cross-env",
      "nodemon",
      "*",
      "\\",
    ),
  );
  fc.assert(
    fc.property(fc.array(word), shell, fc.json(), (argv, start, json) => {
      const project = projectOf({
        scripts: { start: start.join(" "), x: "npm start", "start:prod": "npm run x" },
        main: "x",
      });
      for (const some of [project, undefined, readProject([], new Map([["package.json", json]]))]) {
        resolveCommand(some, argv, ["server.js"]);
        entryFile(some, argv, ["server.js"]);
      }
      resolveCommand(project, ["npm", "start"]);
    }),
    { numRuns: 500, seed: 1 },
  );
  readProject([], new Map([["package.json", '{"scripts": {"__proto__": "x", "a": "b"'.repeat(3)]]));
});
