/** `drydock prove`, with a program that plays docker. */

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "./folder";

const cli = path.resolve("dist/server/cli.js");
const player = readFileSync("test/fakeDocker.mjs", "utf8");

/** What the images do whose Dockerfiles match. */
interface Behaviour {
  readonly hangs?: string;
  readonly failsToBuild?: string;
  readonly crashes?: string;
  readonly isSick?: string;
  readonly isDown?: boolean;
  /** What compose has read. */
  readonly compose?: unknown;
  readonly servicesFail?: boolean;
}

const dockerfile = `FROM node:24.14.0-bookworm
WORKDIR /app
COPY . .
RUN npm install
EXPOSE 3000
CMD ["node", "server.js"]
`;

/** A project beside an engine of its own, both in a new folder. */
function project(behaviour: Behaviour) {
  const folder = temporaryFolder();
  const bin = path.join(folder, "bin");
  const temporary = path.join(folder, "tmp");
  const app = path.join(folder, "app");
  for (const made of [bin, temporary, app]) mkdirSync(made);
  const program = path.join(bin, "docker");
  // A module by its syntax: a program has no name that tells.
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' --no-warnings '${program}.mjs' "$@"\n`);
  writeFileSync(`${program}.mjs`, player);
  chmodSync(program, 0o755);
  writeFileSync(path.join(bin, "settings.json"), JSON.stringify(behaviour));
  const files = {
    Dockerfile: dockerfile,
    ".env": "SESSION_SECRET=9f8e7d6c5b4a3928\n",
    "package.json": '{ "dependencies": { "express": "5.1.0" } }',
    "package-lock.json": '{ "lockfileVersion": 3, "packages": {} }',
    "server.js": 'process.on("SIGTERM", () => process.exit(0));\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(app, name), text);
  const options = { cwd: app, env: { PATH: `${bin}:/bin:/usr/bin`, TMPDIR: temporary }, encoding: "utf8" } as const;
  const command = (args: readonly string[]) => [cli, "prove", "--wait", "1", "Dockerfile", ...args];
  return {
    files,
    app,
    run: (...args: string[]) => spawnSync(process.execPath, command(args), options),
    start: (...args: string[]) => spawn(process.execPath, command(args), { ...options, stdio: "pipe" }),
    calls: () => {
      const log = path.join(bin, "calls.log");
      // What follows the last end of a line is still being written.
      const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(0, -1) : [];
      return lines.map((line): string[] => JSON.parse(line));
    },
    /** Whether a build has come as far as an image. */
    hasImages: () => existsSync(path.join(bin, "things")) && readdirSync(path.join(bin, "things")).length > 0,
    /** What is left behind. */
    remains() {
      const things = path.join(bin, "things");
      return [...readdirSync(temporary), ...(existsSync(things) ? readdirSync(things) : [])];
    },
  };
}

describe("prove", { skip: process.platform === "win32" && "programs are scripts of a shell here" }, () => {
  test("shows what has become better, removes all and writes nothing", () => {
    const { run, remains, calls, files, app } = project({});
    const { status, stdout, stderr } = run("--env", "A=1", "--", "--network=host");
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /^user +0 \(root\) +1000$/m);
    assert.match(stdout, /^answers +200 on 3000 +200 on 3000$/m);
    assert.match(stdout, /^secrets +\.env +none found$/m);
    assert.match(stdout, /^Not worse\.$/m);
    assert.deepEqual(remains(), []);
    for (const [name, text] of Object.entries(files)) assert.equal(readFileSync(path.join(app, name), "utf8"), text);
    assert.deepEqual(readdirSync(app).sort(), Object.keys(files).sort());
    const started = calls().filter(([command, first]) => command === "run" && first === "--detach");
    assert.equal(started.length, 2);
    for (const words of started) {
      assert.ok(
        words.includes("none") && words.includes("A=1") && !words.some((word) => /^(?:-p|-P|--publish.*)$/.test(word)),
      );
    }
    const builds = calls().filter(([command, ...words]) => command === "build" && !words.join().includes(":base-"));
    for (const words of builds) assert.ok(words.includes("--network=host"));
  });

  test("asks what it is told to, with new volumes", () => {
    const { run, calls } = project({});
    const { status, stdout } = run("--port", "3000", "--path", "/health", "--expect", "fine", "--volume", "/data");
    assert.equal(status, 0);
    assert.match(stdout, /^answers +200 on 3000, without the text +200 on 3000, without the text$/m);
    const asked = calls().filter(([command, , program]) => command === "exec" && program === "node");
    assert.ok(asked.length > 0 && asked.every((words) => words.join(" ").includes('path:"/health"')));
    const started = calls().filter(([command, first]) => command === "run" && first === "--detach");
    assert.ok(started.every((words) => words.join(" ").includes("--volume /data")));
  });

  test("counts the packages that a scanner finds fixes for", () => {
    const { run, app } = project({});
    const report = JSON.stringify({ Results: [{ Vulnerabilities: [{ PkgName: "zlib1g", FixedVersion: "1.3" }] }] });
    const scanner = path.join(app, "../bin/trivy");
    writeFileSync(scanner, `#!/bin/sh\necho '${report}'\n`);
    chmodSync(scanner, 0o755);
    assert.match(run().stdout, /^fixes pending +1 packages +1 packages$/m);
  });

  test("says which step makes it worse", () => {
    const { run, remains, app } = project({ crashes: "^USER node" });
    const report = path.join(app, "../proof.json");
    const { status, stdout, stderr } = run("--report", report);
    assert.equal(status, 1, stderr);
    assert.deepEqual(JSON.parse(readFileSync(report, "utf8")).culprits, ["missing-user"]);
    assert.match(stdout, /^Worse: it ends by itself, with exit code 1; it is refused something: .*EACCES/m);
    assert.match(stdout, /^To blame: missing-user\. .*harden --skip missing-user$/m);
    assert.match(stdout, /^Log after:\n {2}Error: EACCES/m);
    assert.deepEqual(remains(), []);
  });

  test("asks the health check, and says which step makes it fail", () => {
    const { run, app } = project({ isSick: "^USER node" });
    const file = path.join(app, "Dockerfile");
    writeFileSync(file, dockerfile.replace("CMD", "HEALTHCHECK --interval=5m CMD node check.js\nCMD"));
    const { status, stdout, stderr } = run();
    assert.equal(status, 1, stderr);
    assert.match(stdout, /^health +healthy +unhealthy$/m);
    assert.match(stdout, /^Worse: its health check fails\.$/m);
    assert.match(stdout, /^To blame: missing-user\./m);
  });

  test("says so when two steps do, here to the build, and tells everything as JSON", () => {
    const { run } = project({ failsToBuild: "^USER node|npm ci" });
    const { status, stdout } = run("--format", "json");
    assert.equal(status, 1);
    const { before, after, worse, culprits } = JSON.parse(stdout);
    assert.deepEqual([before.isBuilt, after.isBuilt], [true, false]);
    assert.deepEqual(worse, ["it cannot be built"]);
    assert.deepEqual([...culprits].sort(), ["missing-user", "npm-install"]);
    assert.match(after.log, /no such thing/);
    assert.ok(!stdout.includes("9f8e7d6c5b4a3928"));
  });

  describe("with services", () => {
    const compose = {
      services: {
        web: { build: ".", depends_on: { db: { condition: "service_started" } } },
        db: { image: "postgres:18", ports: [{ target: 5432, published: "5432" }], container_name: "db" },
      },
    };
    const yaml = "services:\n  web:\n    build: .\n    depends_on: [db]\n  db:\n    image: postgres:18\n";

    test("what it depends on runs beside it", () => {
      const { run, calls, remains, app } = project({ compose });
      writeFileSync(path.join(app, "compose.yaml"), yaml);
      const { status, stdout, stderr } = run("--with-services");
      assert.equal(status, 0, stdout + stderr);
      const ups = calls().filter(([command, ...words]) => command === "compose" && words.includes("up"));
      assert.equal(ups.length, 2);
      assert.equal(ups[0]?.at(-1), "db");
      const [named] = ups.map((words) => words[words.indexOf("--project-name") + 1]);
      const started = calls().filter(([command, first]) => command === "run" && first === "--detach");
      for (const words of started) assert.ok(words.includes(`${named}_default`), words.join(" "));
      assert.deepEqual(remains(), []);
    });

    test("says why they do not run", () => {
      const { run, remains, app } = project({ compose, servicesFail: true });
      writeFileSync(path.join(app, "compose.yaml"), yaml);
      const { status, stderr } = run("--with-services");
      assert.equal(status, 2);
      assert.match(stderr, /db did not start: db is unhealthy/);
      assert.deepEqual(remains(), []);
    });

    test("says so where there are none", () => {
      const { status, stderr } = project({}).run("--with-services");
      assert.equal(status, 2);
      assert.match(stderr, /no service of compose builds it/);
    });
  });

  test("what cannot be built as it is proves nothing", () => {
    const { run, remains } = project({ failsToBuild: "." });
    const { status, stdout, stderr } = run();
    assert.equal(status, 2);
    assert.match(stdout, /no such thing/);
    assert.match(stderr, /cannot be built as it is/);
    assert.deepEqual(remains(), []);
  });

  test("a build that does not end is ended", () => {
    const { run, remains } = project({ hangs: "." });
    const { status, stdout } = run("--timeout", "0.5");
    assert.equal(status, 2);
    assert.match(stdout, /It did not end in 0\.5 s/);
    assert.deepEqual(remains(), []);
  });

  for (const name of ["SIGINT", "SIGTERM"] as const) {
    test(`${name} ends it, and all is removed`, async () => {
      const { start, calls, hasImages, remains } = project({ hangs: "." });
      const child = start();
      const status = new Promise((resolve) => child.once("close", resolve));
      while (!calls().some(([command]) => command === "build") || !hasImages()) await sleep(20);
      child.kill(name);
      assert.equal(await status, 130);
      assert.ok(calls().some(([command]) => command === "rmi"));
      assert.deepEqual(remains(), []);
    });
  }

  test("leaves out steps that it is told to; --keep leaves all behind and says what", () => {
    const { run, remains } = project({ crashes: "^USER node" });
    const { status, stderr } = run("--skip", "missing-user", "--keep");
    assert.equal(status, 0);
    assert.match(stderr, /^Kept: images drydock-prove-\w+:\*, containers drydock-prove-\w+-\*, folder /m);
    assert.notDeepEqual(remains(), []);
  });

  test("without an engine it says so", () => {
    const { run } = project({ isDown: true });
    const { status, stderr } = run("--builder", "docker");
    assert.equal(status, 2);
    assert.match(stderr, /^drydock: docker does not answer: Cannot connect to the daemon$/m);
    const missing = project({}).run("--builder", "nerdctl");
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /^drydock: there is no nerdctl on the PATH$/m);
  });

  test("wrong usage", () => {
    const { run } = project({});
    for (const args of [
      ["--timeout", "soon"],
      ["--wait", "-1"],
      ["--builder", "make"],
      ["more"],
      ["--level", "most"],
      ["--path", "/$x"],
      ["--port", "0"],
      ["--volume", "/etc:/etc"],
    ])
      assert.equal(run(...args).status, 2, args.join(" "));
  });
});
