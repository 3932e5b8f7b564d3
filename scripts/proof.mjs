/**
 * `npm run proof -- model`: see test/model/proof.ts, which says what can follow.
 *
 * `npm run proof`: builds and runs each project of test/projects twice, as it is and hardened, and prints what changed
 * as one table. Ends with 1 when a hardened project cannot be built or does not answer.
 *
 * `npm run proof -- express nest` takes only the projects that are named; `--json` prints all that was measured
 * instead of the table; `--keep` leaves images and folders behind and says where; `--level everything` hardens as the
 * command line does with it; `--projects FOLDER` takes the projects of another folder. Any `docker` on the PATH serves.
 * DRYDOCK_PROOF_BUILD_ARGS holds more arguments for `docker build`, separated by spaces: "--network=host".
 *
 * A project is a Dockerfile as people write it, what it builds, and proof.json: the `port` (or several, any of which may
 * answer), the `path` to ask for, what the `body` of the answer has in it, and where there are such, a `devDependency`
 * that must not ship, the `volumes` that it is run with, and the `secretArgument` that the Dockerfile as it is takes a
 * token by.
 */
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { appendFile, cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { createGunzip } from "node:zlib";
import { root } from "./code-server.mjs";
import { capture, onPath } from "./processes.mjs";

/** In ms. Docker gives a container the grace of its own 10 s when it stops it. */
const limits = { build: 900_000, answer: 60_000, save: 300_000, other: 60_000 };

if (process.argv[2] === "model") {
  const words = ["scripts/run.mjs", "test/model/proof.ts", ...process.argv.slice(3)];
  process.exit(spawnSync(process.execPath, words, { cwd: root, stdio: "inherit" }).status ?? 1);
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    level: { type: "string", default: "recommended" },
    projects: { type: "string", default: "test/projects" },
  },
});

const projects = path.resolve(root, options.projects);
const all = readdirSync(projects).sort();
const unknown = positionals.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`No such project: ${unknown}. There are: ${all.join(", ")}.`);

const cli = path.join(root, "dist/server/cli.js");
const buildArguments = (process.env.DRYDOCK_PROOF_BUILD_ARGS ?? "").split(" ").filter(Boolean);

const obstacle = await findObstacle();
if (obstacle !== undefined) {
  console.log(`Proof skipped: ${obstacle}.`);
  process.exit(0);
}
if (!existsSync(cli)) throw new Error("There is no dist/server/cli.js yet: npm run build.");

const folder = await realpath(await mkdtemp(path.join(tmpdir(), "drydock-proof-")));
const results = [];
for (const name of positionals.length > 0 ? positionals : all) {
  const missing = await missingImage(readFileSync(path.join(projects, name, "Dockerfile"), "utf8"));
  if (missing === undefined) results.push(await prove(name));
  else console.error(`${name} skipped: there is no ${missing} to be had.`);
}
if (options.keep) console.error(`Kept: the images drydock-proof-* and ${folder}`);
else await rm(folder, { recursive: true, force: true });

console.log(options.json ? JSON.stringify(results, undefined, 2) : table(results));
const failures = results.filter(({ hardened }) => !hardened.isBuilt || !hardened.answers);
for (const { name, hardened } of failures) {
  console.error(
    `\n${name}, hardened, ${hardened.isBuilt ? "does not answer as it should" : "is not built"}:\n${hardened.log}`,
  );
}
process.exit(failures.length > 0 ? 1 : 0);

/** Why nothing can be proved here; undefined when it can. */
async function findObstacle() {
  if (onPath("docker") === undefined) return "there is no docker on the PATH";
  const { code } = await docker(["version"]);
  return code === 0 ? undefined : "the daemon of docker does not answer";
}

/** Measures a project as it is and hardened, each in a copy of its own with files in it that must not ship. */
async function prove(name) {
  const proof = JSON.parse(readFileSync(path.join(projects, name, "proof.json"), "utf8"));
  const token = `proof-${randomBytes(12).toString("hex")}`;
  const variants = {};
  for (const variant of ["naive", "hardened"]) {
    console.error(`${name}, ${variant} …`);
    const copy = path.join(folder, name, variant);
    await cp(path.join(projects, name), copy, { recursive: true });
    await rm(path.join(copy, "proof.json"));
    await plant(copy, token);
    const hardened = variant === "naive" ? undefined : await harden(copy);
    if (proof.secretArgument) await requireToken(copy);
    const measured =
      hardened?.isDone === false ? undefined : await measure(`drydock-proof-${name}-${variant}`, copy, proof, token);
    variants[variant] = { ...hardened, ...measured };
  }
  return { name, ...variants };
}

/** What lies around in a working copy and belongs into no image: each with the token, and a word that tells which it was. Variables of its own stay. */
async function plant(copy, token) {
  await mkdir(path.join(copy, ".git"));
  await writeFile(path.join(copy, ".git/config"), `[http]\n  extraHeader = "Authorization: ${token}-git"\n`);
  await appendFile(path.join(copy, ".env"), `SESSION_SECRET=${token}-env\n`);
}

/** Lets the install fail without a token, as a private registry would. It must come after harden, which minds scripts. */
async function requireToken(copy) {
  const file = path.join(copy, "package.json");
  const manifest = JSON.parse(await readFile(file, "utf8"));
  const script = `
    const { readFileSync } = require("node:fs");
    const files = [".npmrc", process.env.npm_config_userconfig, process.env.npm_config_globalconfig];
    const read = (file) => { try { return readFileSync(file, "utf8"); } catch { return ""; } };
    const text = files.map(read).join("\\n").replace(/\\$\\{(\\w+)\\}/g, (_, name) => process.env[name]);
    if (!/:_authToken=proof-/.test(text)) throw new Error("401: this install has no token");`;
  manifest.scripts.preinstall = `node -e "${encoded(script)}"`;
  await writeFile(file, JSON.stringify(manifest));
}

/** Hardens the Dockerfile of a folder: whether that is done, and settled, so that a second time would change nothing. */
async function harden(copy) {
  const words = (option) => [cli, "harden", "--level", options.level, option, "Dockerfile"];
  const { code, output } = await capture(process.execPath, words("--write"), { cwd: copy, timeout: limits.other });
  if (code !== 0) return { isDone: false, log: `harden ended with ${code}.\n${output}` };
  const quiet = { cwd: copy, timeout: limits.other, stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" };
  const changes = spawnSync(process.execPath, words("--diff"), quiet).stdout;
  return { isDone: true, isSettled: changes === "", steps: output.trimEnd().split("\n") };
}

/**
 * Builds a folder, runs the image, asks it, stops it and looks for what should not be in it. Sizes in bytes, times in
 * ms; what cannot be measured, since nothing was built or runs, is undefined.
 */
async function measure(image, copy, { port, path: asked, body, devDependency, secretArgument, volumes = [] }, token) {
  const text = await readFile(path.join(copy, "Dockerfile"), "utf8");
  const findings = await countFindings(copy);
  const built = await build(image, copy, text, secretArgument, token);
  if (!built.isBuilt) return { findings, ...built };

  const started = await docker(["run", "--detach", ...volumes.flatMap((folder) => ["--volume", folder]), image]);
  // A warning may stand before it or behind.
  const container = started.output.match(/^[0-9a-f]{64}$/m)?.[0] ?? started.output.trim();
  const status = (await docker(["exec", container, "cat", "/proc/1/status"])).output;
  const command = (await docker(["exec", container, "cat", "/proc/1/cmdline"])).output;
  const naive = await readFile(path.join(projects, path.basename(path.dirname(copy)), "Dockerfile"), "utf8");
  const answer = await ask(container, askerFor(baseOf(naive)), [port].flat(), asked);
  const log = tail((await docker(["logs", container])).output);
  const isRunning = (await inspect("{{.State.Running}}", container)) === "true";
  const start = performance.now();
  await docker(["stop", container]);
  const stopTime = isRunning ? Math.round(performance.now() - start) : undefined;
  const result = {
    findings,
    ...built,
    log: `${log}\n${answer ? JSON.stringify(answer) : "nobody answers"}`,
    size: await ownSize(image, baseOf(text)),
    uid: status.match(/^Uid:\s+(\d+)/m)?.[1],
    firstProcess: isRunning ? command.replaceAll("\0", " ").trim() : undefined,
    answers: answer?.status === 200 && answer.body.includes(body),
    stopTime,
    exitCode: Number(await inspect("{{.State.ExitCode}}", container)),
    secrets: await findSecrets(image, token),
    hasDevDependency: devDependency === undefined ? undefined : await hasModule(container, devDependency),
  };
  await docker(["rm", "--force", "--volumes", container]);
  if (!options.keep) await docker(["rmi", "--force", image]);
  return result;
}

/** How many errors and warnings are reported for the Dockerfile and the ignore file of a folder. */
async function countFindings(copy) {
  const files = ["Dockerfile", ".dockerignore"].filter((name) => existsSync(path.join(copy, name)));
  const words = [cli, "lint", "--format", "json", "--fail-on", "none", ...files];
  const { output } = await capture(process.execPath, words, { cwd: copy, timeout: limits.other });
  return output.match(/"severity": ?"(error|warning)"/g)?.length ?? 0;
}

async function build(image, copy, text, secretArgument, token) {
  const words = ["build", "--tag", image, ...buildArguments];
  if (secretArgument && new RegExp(`^ARG ${secretArgument}\\b`, "m").test(text)) {
    words.push("--build-arg", `${secretArgument}=${token}-argument`);
  }
  for (const id of new Set([...text.matchAll(/--mount=\S*type=secret\S*/g)].map(([mount]) => idOf(mount)))) {
    const file = path.join(folder, `${image}-${id}`);
    const isNpmrc = id.includes("npmrc");
    await writeFile(file, isNpmrc ? `//registry.example.org/:_authToken=${token}-mount\n` : `${token}-mount`);
    words.push("--secret", `id=${id},src=${file}`);
  }
  const start = performance.now();
  const { code, output } = await docker([...words, copy], limits.build);
  return { isBuilt: code === 0, buildTime: Math.round(performance.now() - start), log: tail(output) };
}

/** The id of a secret mount, which may be left to its target. */
function idOf(mount) {
  const value = (key) => mount.match(new RegExp(`[=,]${key}=([^,\\s]+)`))?.[1];
  return value("id") ?? path.posix.basename(value("target") ?? value("dst") ?? "secret");
}

/** The image that the last stage of a Dockerfile is built upon. */
function baseOf(text) {
  const args = new Map([...text.matchAll(/^ARG\s+(\w+)=["']?([^\s"']+)/gim)].map(([, name, value]) => [name, value]));
  const stages = new Map();
  let base;
  for (const [, from, name] of text.matchAll(/^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/gim)) {
    const image = from.replace(/\$\{?(\w+)\}?/g, (_, variable) => args.get(variable) ?? "");
    base = stages.get(image.toLowerCase()) ?? image;
    if (name) stages.set(name.toLowerCase(), base);
  }
  return base;
}

/** An image with Node.js to ask from: that of the project, where it has one that can fetch. */
function askerFor(base) {
  return /^node:(?:1[89]|[2-9]\d)/.test(base) ? base : "node:22-slim";
}

/** The image that a project starts from and that cannot be had here; undefined when all can. */
async function missingImage(text) {
  const stages = [...text.matchAll(/^\s*FROM\s+(?:--\S+\s+)*(\S+)/gim)].map(([, image]) => image);
  for (const image of stages) {
    if (image === "scratch" || image.includes("$") || new RegExp(`\\sAS\\s+${image}\\s*$`, "im").test(text)) continue;
    if ((await inspect("{{.Id}}", image)) !== undefined) continue;
    if ((await docker(["pull", "--quiet", image], limits.build)).code !== 0) return image;
  }
  return undefined;
}

/** Bytes of the layers that the build adds to its base image. */
async function ownSize(image, base) {
  // BuildKit may have the base image in its cache only.
  if ((await inspect("{{.Size}}", base)) === undefined) await docker(["pull", base], limits.build);
  const [whole, below] = [await inspect("{{.Size}}", image), await inspect("{{.Size}}", base)];
  return whole && below ? whole - below : undefined;
}

/**
 * Asks from a container beside it, as the image asked need not have anything to ask with, and publishing ports takes a
 * network that not every engine has: at the address that others see it by, where it has one.
 */
async function ask(container, imageWithNode, ports, asked) {
  const script = `
    const { networkInterfaces } = require("node:os");
    const seen = Object.values(networkInterfaces()).flat().find((it) => it.family === "IPv4" && !it.internal);
    const fetchOne = async (port) => {
      const address = "http://" + (seen?.address ?? "127.0.0.1") + ":" + port + ${JSON.stringify(asked)};
      const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
      // What stands before a server that is not up yet.
      if (response.status === 502 && process.uptime() < 10) throw new Error("Not yet");
      return { port, status: response.status, body: await response.text() };
    };
    const fetchAny = () => Promise.any(${JSON.stringify(ports)}.map(fetchOne)).then(
      (answer) => console.log(JSON.stringify(answer)),
      () => process.uptime() < 15 ? setTimeout(fetchAny, 200) : undefined,
    );
    fetchAny();`;
  const end = Date.now() + limits.answer;
  while (Date.now() < end && (await inspect("{{.State.Running}}", container)) === "true") {
    const beside = ["--network", `container:${container}`, "--entrypoint", "node"];
    const { output } = await docker(["run", "--rm", ...beside, imageWithNode, "-e", encoded(script)]);
    const answer = output.split("\n").find((line) => line.startsWith('{"port"'));
    if (answer) return JSON.parse(answer);
  }
  return undefined;
}

/** Where the token was found: "history", and the words that `plant` and `build` have put behind it in the image. */
async function findSecrets(image, token) {
  const { output } = await docker(["history", "--no-trunc", image]);
  return [...(output.includes(token) ? ["history"] : []), ...(await searchImage(image, `${token}-`))].sort();
}

/** Whether a package is installed where the image works or above. */
async function hasModule(container, name) {
  let at = (await inspect("{{.Config.WorkingDir}}", container)) || "/";
  for (;;) {
    const file = path.posix.join(at, "node_modules", name, "package.json");
    if ((await docker(["cp", "--follow-link", `${container}:${file}`, "-"])).code === 0) return true;
    if (at === "/") return false;
    at = path.posix.dirname(at);
  }
}

/**
 * The words that follow `prefix` anywhere in what `docker save` writes: a tar archive of layers, which are archives in
 * turn, compressed or not.
 */
async function searchImage(image, prefix) {
  const child = spawn("docker", ["save", image], { stdio: ["ignore", "pipe", "ignore"], timeout: limits.save });
  const found = new Set();
  let header = Buffer.alloc(0);
  let left = 0;
  let padding = 0;
  let search;
  for await (const data of child.stdout) {
    let chunk = data;
    while (chunk.length > 0) {
      if (left > 0) {
        const part = chunk.subarray(0, left);
        search ??= part[0] === 0x1f && part[1] === 0x8b ? searchCompressed(prefix, found) : searchPlain(prefix, found);
        await search.add(part);
        left -= part.length;
        chunk = chunk.subarray(part.length);
        if (left === 0) await search.end();
      } else if (padding > 0) {
        const skipped = Math.min(padding, chunk.length);
        padding -= skipped;
        chunk = chunk.subarray(skipped);
      } else {
        const missing = 512 - header.length;
        header = Buffer.concat([header, chunk.subarray(0, missing)]);
        chunk = chunk.subarray(missing);
        if (header.length < 512) continue;
        left = sizeIn(header);
        padding = (512 - (left % 512)) % 512;
        header = Buffer.alloc(0);
        search = undefined;
      }
    }
  }
  return found;
}

/** The size of an entry in an archive, by its header: octal digits, or a binary number when it takes more of them. */
function sizeIn(header) {
  const field = header.subarray(124, 136);
  if (field[0] === 0x80) return Number(field.readBigUInt64BE(4));
  return Number.parseInt(field.toString("latin1").replace(/\0/g, " "), 8) || 0;
}

function searchPlain(prefix, found) {
  // A word at the very end may go on in the next part.
  const pattern = new RegExp(`${prefix}([a-z]+)(?=[^a-z])`, "g");
  let rest = "";
  return {
    add: (part) => {
      const text = rest + part.toString("latin1");
      if (text.includes(prefix)) for (const [, word] of text.matchAll(pattern)) found.add(word);
      rest = text.slice(-100);
    },
    end: () => {},
  };
}

function searchCompressed(prefix, found) {
  const plain = searchPlain(prefix, found);
  const gunzip = createGunzip().on("data", plain.add);
  // What is no layer may look like one.
  const ended = new Promise((resolve) => gunzip.once("end", resolve).once("error", resolve));
  return {
    add: (part) => new Promise((resolve) => gunzip.write(Buffer.from(part), resolve)),
    end: () => {
      gunzip.end();
      return ended;
    },
  };
}

/** One fact about an image or container; undefined when there is no such thing. */
async function inspect(format, name) {
  const { code, output } = await docker(["inspect", "--format", format, name]);
  return code === 0 ? output.trim() : undefined;
}

function docker(words, timeout = limits.other) {
  return capture("docker", words, { timeout });
}

/** A script without quotes, dollars and line breaks, which no shell leaves alone. */
function encoded(script) {
  return `eval(atob('${btoa(script)}'))`;
}

/** The last lines of what a program printed: enough to see why it failed. */
function tail(output) {
  return output.trimEnd().split("\n").slice(-20).join("\n");
}

/** Markdown, one line for each project, what was and what is in every cell. */
function table(rows) {
  const yes = (value) => (value === undefined ? "" : value ? "yes" : "no");
  const columns = {
    built: ({ isBuilt }) => yes(isBuilt),
    "own layers, MB": ({ size }) => (size === undefined ? "?" : (size / 1e6).toFixed(1)),
    uid: ({ uid }) => uid ?? "?",
    "stop, s": ({ stopTime }) => (stopTime === undefined ? "?" : (stopTime / 1000).toFixed(1)),
    exit: ({ exitCode }) => exitCode ?? "?",
    secrets: ({ secrets }) => (secrets === undefined ? "?" : secrets.join(" ") || "none"),
    "dev dependency": ({ hasDevDependency }) => yes(hasDevDependency),
    answers: ({ answers }) => yes(answers),
    findings: ({ findings }) => findings ?? "?",
  };
  const cells = rows.map(({ name, naive, hardened }) => [
    name,
    ...Object.values(columns).map((show) => {
      const [before, after] = [show(naive), show(hardened)].map(String);
      return before === after ? before : `${before} → ${after}`;
    }),
    yes(hardened.isSettled),
  ]);
  const heads = ["project", ...Object.keys(columns), "settled"];
  const lines = [heads, heads.map(() => "---"), ...cells];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}
