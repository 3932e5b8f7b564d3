/** `drydock images` and `drydock pin` as they are built, against a registry on this machine. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { test } from "node:test";
import { selfSigned } from "./certificate";
import { temporaryFolder } from "./folder";
import { type FakeRegistry, indexDigest, sendError, sendIndex, startRegistry } from "./hostileRegistry";

const cli = path.resolve("dist/server/cli.js");
const folder = temporaryFolder();
const guard = path.join(folder, "guard.cjs");
const socketLog = path.join(folder, "sockets");
mkdirSync(path.join(folder, ".git"));

// Writes down every socket that a process opens.
writeFileSync(
  guard,
  `const { Socket } = require("node:net");
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  require("node:fs").appendFileSync(${JSON.stringify(socketLog)}, String(first.host ?? first.path ?? first) + "\\n");
  return connect.apply(this, args);
};
`,
);

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The hosts that were asked, each once. */
  readonly hosts: readonly string[];
}

/** The registry runs in this process, which must not wait. */
function run(args: readonly string[], environment: object = {}, input = ""): Promise<Ended> {
  rmSync(socketLog, { force: true });
  const env = {
    ...process.env,
    NODE_OPTIONS: `--require=${guard}`,
    DOCKER_CONFIG: folder,
    XDG_CACHE_HOME: folder,
    ...environment,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
      const hosts = existsSync(socketLog) ? readFileSync(socketLog, "utf8").trim().split("\n") : [];
      resolve({ status: Number(error?.code ?? 0), stdout, stderr, hosts: [...new Set(hosts)] });
    });
    child.stdin?.end(input);
  });
}

function write(text: string): void {
  writeFileSync(path.join(folder, "Dockerfile"), text);
}

function written(): string {
  return readFileSync(path.join(folder, "Dockerfile"), "utf8");
}

/** Has the tag 1 and no other. */
async function withRegistry(work: (registry: FakeRegistry) => Promise<void>): Promise<void> {
  const registry = await startRegistry((request, response) => {
    if (request.url?.includes("/tags/list")) response.end(JSON.stringify({ tags: ["1", "1-slim"] }));
    else if (request.url?.endsWith("/manifests/1")) sendIndex(request, response);
    else sendError(response, 404, "MANIFEST_UNKNOWN");
  });
  try {
    await work(registry);
  } finally {
    registry.close();
  }
}

test("images tells what the tables know, and opens no socket", async () => {
  write(
    "ARG V=8\nFROM node:20.11.0-bookworm-slim AS build\nFROM python:3.$V\nCOPY --from=build /a /a\n" +
      "COPY --from=openjdk:17 /b /b\nRUN --mount=from=node:20.11.0-bookworm-slim,target=/x ls\nFROM $NONE\n",
  );
  const { status, stdout, hosts } = await run(["images", "Dockerfile"]);
  assert.deepEqual([status, hosts], [0, []]);
  assert.match(
    stdout,
    /^Dockerfile\n {2}node:20\.11\.0-bookworm-slim\n {4}line 2: FROM of build\n {4}line 6: --mount=from\n/,
  );
  assert.match(stdout, /newest known: 20\.\d+\.\d+\n {4}security releases behind: \d+/);
  assert.match(stdout, / {2}python:3\.8\n {4}line 3: FROM, written python:3\.\$V\n/);
  assert.match(stdout, /support: 3\.8 end-of-life since 2024-/);
  assert.match(stdout, / {2}openjdk:17\n {4}line 5: COPY --from\n {4}retired: .*; use eclipse-temurin/);
  assert.match(stdout, / {2}\$NONE\n {4}line 7: not known, /);
  const json = await run(["images", "--format", "json", "Dockerfile"]);
  assert.deepEqual(json.hosts, []);
  const [list] = JSON.parse(json.stdout);
  assert.equal(list.images[0].support.hasEnded, true);
  assert.deepEqual(list.images[0].uses[0], { line: 2, by: "FROM", stage: "build" });
  assert.equal(list.images[1].uses[0].written, "python:3.$V");
});

test("images --online tells the digest, what is behind it, and which tag was meant", async () => {
  await withRegistry(async ({ host }) => {
    const stale = `sha256:${"0".repeat(64)}`;
    write(`FROM ${host}/app:1\nFROM ${host}/app:1@${stale}\nFROM ${host}/app:1-slin\n`);
    const { stdout, hosts, status } = await run(["images", "--online", "--format", "markdown", "Dockerfile"]);
    assert.deepEqual([status, hosts], [0, ["127.0.0.1"]]);
    assert.ok(stdout.includes(`| \`${host}/app:1\` | line 1: FROM |  |  | no | ${indexDigest} |`), stdout);
    assert.match(stdout, new RegExp(`| yes | ${indexDigest}, which is another one than written |`));
    assert.match(stdout, /there is no such tag; did you mean "1-slim"\?/);
  });
});

test("images --online tells what the tags of an image offer", async () => {
  const tags = ["1.4.2-slim", "1.4.10-slim", "1.10.3-slim", "1.11.0-rc.1-slim", "2.0.0-slim", "1.4.11"];
  const registry = await startRegistry((request, response) => {
    if (request.url?.includes("/tags/list")) response.end(JSON.stringify({ tags }));
    else sendIndex(request, response);
  });
  try {
    write(`FROM ${registry.host}/app:1.4.2-slim\n`);
    const { stdout, hosts } = await run(["images", "--online", "Dockerfile"]);
    assert.deepEqual(hosts, ["127.0.0.1"]);
    assert.match(stdout, /the newest of its line is 1\.4\.10-slim; the newest of its major version is 1\.10\.3-slim\n/);
    const json = await run(["images", "--online", "--format", "json", "Dockerfile"]);
    const [list] = JSON.parse(json.stdout);
    assert.deepEqual(list.images[0].registry.newer, { patch: "1.4.10-slim", minor: "1.10.3-slim" });
  } finally {
    registry.close();
  }
});

test("images counts compose files in, and ends with 1 by the faults that are named", async () => {
  write("FROM node:24\n");
  const compose = path.join(folder, "compose.yaml");
  writeFileSync(compose, "services:\n  web: {image: openjdk:17}\n  db: {image: postgres:9.6}\n  x: {image: $NONE}\n");
  const { stdout, hosts } = await run(["images", "."]);
  assert.deepEqual(hosts, []);
  assert.match(stdout, /compose\.yaml\n {2}openjdk:17\n {4}line 2: image of web\n/);
  assert.match(stdout, / {2}\$NONE\n {4}line 4: not known/);
  const statuses = ["end-of-life", "ended", "retired", "moved", "unknown", "unpinned"].map(async (fault) => {
    const given = await run(["images", "--fail-on", fault, "compose.yaml"]);
    const clean = await run(["images", "--fail-on", fault, "Dockerfile"]);
    return [fault, given.status, clean.status];
  });
  assert.deepEqual(await Promise.all(statuses), [
    ["end-of-life", 1, 0],
    ["ended", 1, 0],
    ["retired", 1, 0],
    ["moved", 1, 0],
    ["unknown", 1, 0],
    ["unpinned", 1, 1],
  ]);
  assert.equal((await run(["images", "--fail-on", "old", "Dockerfile"])).status, 2);
  const lint = await run(["lint", "--format", "json", "compose.yaml"]);
  assert.equal(lint.status, 1);
  assert.match(lint.stdout, /"retired-image"[\s\S]*"end-of-life-image"/);
  rmSync(compose);
});

test("pin writes digests, and renews them when it is told to", async () => {
  await withRegistry(async ({ host }) => {
    const text = (digest: string) => `# of the team\nFROM ${host}/app:1${digest} AS a\n`;
    write(text(""));
    const check = await run(["pin", "--check", "Dockerfile"]);
    assert.deepEqual([check.status, check.stdout, check.hosts], [1, "Dockerfile\n", ["127.0.0.1"]]);
    const difference = await run(["pin", "--diff", "."]);
    assert.match(difference.stdout, new RegExp(`\\n\\+FROM ${host}/app:1@${indexDigest} AS a\\n`));
    assert.equal(written(), text(""));
    const first = await run(["pin", "Dockerfile"]);
    assert.deepEqual([first.status, written()], [0, text(`@${indexDigest}`)]);
    assert.match(first.stderr, /changed Dockerfile/);
    const again = await run(["pin", "--update", "--check", "Dockerfile"]);
    assert.deepEqual([again.status, again.stdout], [0, ""]);

    const stale = text(`@sha256:${"0".repeat(64)}`);
    write(stale);
    const kept = await run(["pin", "Dockerfile"]);
    assert.deepEqual([kept.status, written(), kept.hosts], [0, stale, []]);
    const behind = await run(["pin", "--update", "Dockerfile"]);
    assert.deepEqual([behind.status, written()], [0, text(`@${indexDigest}`)]);
    const stdin = await run(["pin", "-"], {}, `FROM ${host}/app:1\n`);
    assert.equal(stdin.stdout, `FROM ${host}/app:1@${indexDigest}\n`);
  });
});

test("pin writes digests into compose and devcontainer files, and nothing else", async () => {
  await withRegistry(async ({ host }) => {
    const compose = path.join(folder, "compose.yaml");
    const text = (digest: string) =>
      `# of the team\nservices:\n  a: { image: "${host}/app:1${digest}" } # why\n  b:\n    image: ${host}/app:1${digest}\n` +
      `  c:\n    image: \${IMAGE:-${host}/app:1${digest}}\n  d: {image: "${host}/app:\${TAG:-1}"}\n  e: {image: $NONE}\n` +
      `  f:\n    build: .\n    image: ${host}/made:1\n`;
    writeFileSync(compose, text(""));
    // What the service builds names no image.
    write("FROM scratch\n");
    const { status, stderr, hosts } = await run(["pin", "compose.yaml"]);
    assert.deepEqual([status, readFileSync(compose, "utf8"), hosts], [0, text(`@${indexDigest}`), ["127.0.0.1"]]);
    assert.match(stderr, /^compose\.yaml:8 .*app:1: left, variables or another place give its name$/m);
    assert.match(stderr, /^compose\.yaml:9 \$NONE: left, /m);
    assert.deepEqual((await run(["pin", "--update", "--check", "compose.yaml"])).stdout, "");
    rmSync(compose);

    const container = path.join(folder, ".devcontainer.json");
    writeFileSync(container, `{ // mine\n  "image": "${host}/app:1" }\n`);
    await run(["pin", ".devcontainer.json"]);
    assert.equal(readFileSync(container, "utf8"), `{ // mine\n  "image": "${host}/app:1@${indexDigest}" }\n`);
    rmSync(container);
  });
});

test("scan tells what the scanner on the PATH finds, without what is muted", {
  skip: process.platform === "win32",
}, async () => {
  const program = path.join(folder, "trivy");
  const found = [
    { VulnerabilityID: "CVE-1", PkgName: "a", InstalledVersion: "1", FixedVersion: "2", Severity: "HIGH" },
    { VulnerabilityID: "CVE-2", PkgName: "b", InstalledVersion: "1", Severity: "LOW" },
  ];
  const report = JSON.stringify({ SchemaVersion: 2, Results: [{ Vulnerabilities: found }] });
  // A slim image has nothing.
  writeFileSync(
    program,
    `#!/bin/sh\ncase $7 in *slim) echo '{"SchemaVersion":2}';; fail*) exit 3;; *) echo '${report}';; esac\n`,
    {
      mode: 0o755,
    },
  );
  const scan = (...args: string[]) => run(["scan", ...args], { PATH: folder });
  write('# drydock mute=CVE-1 until=2999-12-31 -- why\nFROM node:24\nCOPY . .\nCMD ["node", "a.js"]\n');
  const plain = await scan("Dockerfile");
  assert.deepEqual([plain.status, plain.hosts], [0, []], plain.stderr);
  assert.equal(plain.stdout, "Dockerfile:2 node:24: 1 low; 1 muted (Trivy)\n  low: CVE-2 in b 1, no fix is known\n");
  assert.equal((await scan("--fail-on", "high", "Dockerfile")).status, 0);
  assert.equal((await scan("--fail-on", "low", "Dockerfile")).status, 1);
  const compared = await scan("--compare", "--format", "markdown", "Dockerfile");
  assert.match(compared.stdout, /^- instead `node:24[^`]*-slim`: no known vulnerability$/m);
  const [row] = JSON.parse((await scan("--format", "json", "Dockerfile")).stdout);
  assert.deepEqual([row.lines, row.found.amounts.low, row.found.muted[0].id], [[2], 1, "CVE-1"]);
  write("# drydock mute=CVE-1\nFROM node:24\nFROM fail:1\n");
  const failed = await scan("Dockerfile");
  assert.equal(failed.status, 2);
  assert.match(
    failed.stdout,
    /CVE-1 is not muted: it does not say until when[\s\S]*fail:1: not scanned, Trivy has failed/,
  );
  // Comments above images of other files count as well, and what a `.env` sets.
  const compose = path.join(folder, "compose.yaml");
  const variables = path.join(folder, ".env");
  writeFileSync(
    compose,
    "services:\n  # drydock mute=CVE-1 until=2999-12-31 -- why\n  a: { image: 'node:${V:-22}' }\n  b: { image: 'node:22' }\n",
  );
  writeFileSync(variables, "V=24\n");
  const named = await scan("compose.yaml");
  assert.deepEqual(named.stdout.match(/^compose.*/gm), [
    "compose.yaml:3 node:24: 1 low; 1 muted (Trivy)",
    "compose.yaml:4 node:22: 1 high, 1 low (Trivy)",
  ]);
  rmSync(compose);
  rmSync(variables);
  const none = await run(["scan", "Dockerfile"], { PATH: path.join(folder, "none") });
  assert.deepEqual([none.status, /no scanner is on the PATH/.test(none.stdout)], [2, true]);
  rmSync(program);
});

test("what registries say is kept for a while, and pin asks whether it still holds", async () => {
  const conditions: (string | undefined)[] = [];
  const registry = await startRegistry((request, response) => {
    conditions.push(request.headers["if-none-match"]);
    response.setHeader("etag", `"${indexDigest}"`);
    if (request.headers["if-none-match"] === undefined) return sendIndex(request, response);
    response.writeHead(304);
    response.end();
  });
  try {
    const kept = path.join(folder, "drydock", "registry.json");
    rmSync(kept, { force: true });
    write(`FROM ${registry.host}/app:1\n`);
    const images = (...more: string[]) => run(["images", "--online", "--format", "json", ...more, "Dockerfile"]);
    const first = await images();
    const { length } = registry.asked;
    const again = await images();
    assert.deepEqual([again.stdout, registry.asked.length], [first.stdout, length]);
    await images("--no-cache");
    assert.ok(registry.asked.length > length);
    assert.match(readFileSync(kept, "utf8"), /^\{"form":1,"answers":\{"digest 127/);
    // Long ago, and then broken.
    writeFileSync(kept, readFileSync(kept, "utf8").replace(/"at":\d+/g, '"at":1000'));
    const before = registry.asked.length;
    await images();
    assert.ok(registry.asked.length > before);
    writeFileSync(kept, "{");
    assert.equal((await images()).stdout, first.stdout);

    conditions.length = 0;
    await run(["pin", "--check", "Dockerfile"]);
    await run(["pin", "Dockerfile"]);
    assert.deepEqual(conditions, [undefined, `"${indexDigest}"`]);
    assert.equal(written(), `FROM ${registry.host}/app:1@${indexDigest}\n`);
  } finally {
    registry.close();
  }
});

test("pin says what it leaves, and fails where a registry does not say", async () => {
  await withRegistry(async ({ host }) => {
    const text = `ARG V=1\nFROM ${host}/app:$V-slim\n`;
    write(text);
    const left = await run(["pin", "Dockerfile"]);
    assert.deepEqual([left.status, written(), left.hosts], [0, text, []]);
    assert.match(left.stderr, /^Dockerfile:2 .*app:1-slim: left, /);
    write(`FROM ${host}/app:2\nFROM ${host}/app:1\n`);
    const absent = await run(["pin", "Dockerfile"]);
    assert.equal(absent.status, 2);
    assert.match(absent.stderr, /Dockerfile:1 .*: left, there is no such tag/);
    assert.equal(written(), `FROM ${host}/app:2\nFROM ${host}/app:1@${indexDigest}\n`);
  });
});

test("the login of docker is used with --login alone, and never shown", async () => {
  const auth = Buffer.from("ann:hunter2").toString("base64");
  const registry = await startRegistry((request, response) =>
    request.headers.authorization === `Basic ${auth}`
      ? sendIndex(request, response)
      : sendError(response, 401, "UNAUTHORIZED", { "www-authenticate": 'Basic realm="team"' }),
  );
  writeFileSync(path.join(folder, "config.json"), JSON.stringify({ auths: { [registry.host]: { auth } } }));
  write(`FROM ${registry.host}/app:1\n`);
  const without = await run(["pin", "--check", "Dockerfile"]);
  assert.equal(without.status, 2);
  assert.match(without.stderr, /asks for a login/);
  assert.ok(registry.authorizations.every((it) => it === undefined));
  const withIt = await run(["pin", "--login", "Dockerfile"]);
  registry.close();
  assert.equal(withIt.status, 0);
  for (const { stdout, stderr } of [without, withIt])
    assert.ok(!`${stdout}${stderr}`.match(new RegExp(`hunter2|${auth}`)));
});

test("the way leads through a proxy that is asked encrypted, and to nobody else", async () => {
  const certified = selfSigned("r.example");
  const registry = createSecureServer(certified, (request, response) => sendIndex(request, response));
  const asked: string[] = [];
  const proxy = createSecureServer(certified);
  proxy.on("connect", (request, socket) => {
    asked.push(String(request.url));
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    registry.emit("connection", socket);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as AddressInfo;
  const trusted = path.join(folder, "trusted.pem");
  writeFileSync(trusted, certified.cert);
  write("FROM r.example/app:1\n");
  const environment = { HTTPS_PROXY: `https://127.0.0.1:${port}`, NO_PROXY: "", NODE_EXTRA_CA_CERTS: trusted };
  const { status, hosts, stderr } = await run(["pin", "--no-cache", "Dockerfile"], environment);
  assert.deepEqual([status, written()], [0, `FROM r.example/app:1@${indexDigest}\n`], stderr);
  assert.deepEqual([asked, hosts], [["r.example:443"], ["127.0.0.1"]]);
  proxy.close();
});

test("wrong usage is told", async () => {
  for (const args of [
    ["images"],
    ["pin"],
    ["pin", "--check", "--diff", "Dockerfile"],
    ["scan"],
    ["scan", "--fail-on", "worst", "Dockerfile"],
    ["scan", "--format", "sarif", "Dockerfile"],
    ["images", "--login", "Dockerfile"],
    ["images", "--mirror", "m.example", "Dockerfile"],
    ["pin", "--mirror", "http://m.example", "Dockerfile"],
  ])
    assert.equal((await run(args)).status, 2, args.join(" "));
  assert.equal((await run(["pin", "missing"])).status, 2);
  for (const name of ["images", "pin", "scan"]) assert.match((await run([name, "--help"])).stdout, /^usage: drydock /);
});
