/** Files are read and written through one door, and whole or not at all. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { readDocument, writeDocument } from "../server/host/textFiles";
import { temporaryFolder } from "./folder";

const cli = path.resolve("dist/server/cli.js");
const isWindows = process.platform === "win32";

interface Tried {
  readonly folder: string;
  run(...args: string[]): { status: number | null; stdout: string; stderr: string };
  read(name: string): string;
}

/** Names to texts, "name -> target" to "" for a link. The project is the folder `in`. */
function make(files: Readonly<Record<string, string | Buffer>>): Tried {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "in"));
  for (const [name, content] of Object.entries(files)) {
    const [file = "", target] = name.split(" -> ");
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    if (target) symlinkSync(target, path.join(folder, file));
    else writeFileSync(path.join(folder, file), content);
  }
  return {
    folder,
    run: (...args) => spawnSync(process.execPath, [cli, ...args], { cwd: path.join(folder, "in"), encoding: "utf8" }),
    read: (name) => readFileSync(path.join(folder, name), "utf8"),
  };
}

const naive = "FROM node:24\nCOPY . .\nCMD node a.js\n";

describe("links", { skip: isWindows }, () => {
  test("nothing outside of the folder is overwritten", () => {
    const { run, read } = make({ "out/x": naive, "in/Dockerfile -> ../out/x": "" });
    for (const given of [["."], ["Dockerfile"]]) {
      const { status, stderr } = run("harden", "--write", ...given);
      assert.equal(status, 2);
      assert.match(stderr, /Dockerfile: .*a link/);
    }
    assert.equal(read("out/x"), naive);
  });

  test("nothing outside of the folder is made", () => {
    const { run, folder, read } = make({
      "in/Dockerfile": naive,
      "in/.dockerignore -> ../y": "",
      "in/package.json": "{}",
    });
    const { status, stderr } = run("harden", "--write", ".");
    assert.equal(status, 2);
    assert.match(stderr, /cannot write .dockerignore: .*leads nowhere/);
    assert.deepEqual(readdirSync(folder), ["in"]);
    assert.notEqual(read("in/Dockerfile"), naive, "the others are written");
  });

  test("nothing outside of the folder is shown", () => {
    const { run } = make({
      "out/x": "FROM secret:latest\n",
      "in/Dockerfile -> ../out/x": "",
      "in/b.Dockerfile": naive,
    });
    const { stdout, stderr, status } = run("lint", ".");
    assert.ok(!`${stdout}${stderr}`.includes("secret"));
    assert.match(stderr, /cannot read Dockerfile: it is a link/);
    assert.match(stdout, /b\.Dockerfile/);
    assert.equal(status, 2);
  });

  test("what somebody names is read wherever it lies", () => {
    const { run } = make({ "out/x": "FROM debian\n", "in/Dockerfile -> ../out/x": "" });
    assert.match(run("lint", "Dockerfile").stdout, /untagged-image/);
  });

  test("a linked folder that leads out is not looked into", () => {
    const { run } = make({
      "out/package.json": '{"name":"a","scripts":{"start":"nodemon a.js"}}',
      "in/compose.yaml": "services:\n  a:\n    build:\n      context: link\n      dockerfile: ../Dockerfile\n",
      "in/link -> ../out": "",
      "in/Dockerfile": 'FROM node:24\nCOPY package.json ./\nCMD ["npm","start"]\n',
    });
    assert.ok(!run("lint", "Dockerfile").stdout.includes("nodemon"));
  });

  test("a link within the repository is followed, and stays", () => {
    const { run, read, folder } = make({
      "in/.git/HEAD": "",
      "in/docker/x": naive,
      "in/app/Dockerfile -> ../docker/x": "",
    });
    const { status, stderr } = run("harden", "--write", "app/Dockerfile");
    assert.equal(status, 0, stderr);
    assert.notEqual(read("in/docker/x"), naive);
    assert.ok(lstatSync(path.join(folder, "in/app/Dockerfile")).isSymbolicLink());
  });
});

describe("bytes", () => {
  test("mode, byte order mark and line ends stay", () => {
    const { run, read, folder } = make({ "in/Dockerfile": `\uFEFF${naive.replaceAll("\n", "\r\n")}` });
    const file = path.join(folder, "in/Dockerfile");
    chmodSync(file, 0o640);
    assert.equal(run("harden", "--write", "Dockerfile").status, 0);
    const text = read("in/Dockerfile");
    assert.ok(text.startsWith("\uFEFF") && !text.startsWith("\uFEFF\uFEFF"));
    assert.doesNotMatch(text, /[^\r]\n/);
    if (!isWindows) assert.equal(statSync(file).mode & 0o777, 0o640);
    assert.deepEqual(
      readdirSync(path.join(folder, "in")).filter((name) => name.endsWith(".drydock")),
      [],
    );
  });

  for (const [title, bytes] of [
    ["Latin-1", Buffer.from(`# caf\xe9\n${naive}`, "latin1")],
    ["UTF-16", Buffer.from(`\uFEFF${naive}`, "utf16le")],
  ] as const) {
    test(`${title} is refused in words`, () => {
      const { run, folder } = make({ "in/Dockerfile": bytes });
      for (const args of [["harden", "--write"], ["lint"]]) {
        const { status, stderr } = run(...args, "Dockerfile");
        assert.equal(status, 2);
        assert.match(stderr, /cannot read Dockerfile: it is not UTF-8/);
      }
      assert.deepEqual(readFileSync(path.join(folder, "in/Dockerfile")), bytes);
    });
  }

  test("what is too large is refused in words", () => {
    const { run } = make({ "in/Dockerfile": `FROM a\n${"#".repeat(5_000_000)}` });
    assert.match(run("lint", "Dockerfile").stderr, /larger than 5 MB/);
  });

  test("a change between reading and writing is seen", async () => {
    const { folder, read } = make({ "in/Dockerfile": naive });
    const file = path.join(folder, "in/Dockerfile");
    const before = await readDocument(file);
    writeFileSync(file, "FROM scratch\n");
    await assert.rejects(writeDocument(file, before, "x", [folder]), /has changed/);
    assert.equal(read("in/Dockerfile"), "FROM scratch\n");
    unlinkSync(file);
    await assert.rejects(writeDocument(file, before, "x", [folder]), /has changed/);
    await writeDocument(file, undefined, "x", [folder]);
    await assert.rejects(writeDocument(file, undefined, "y", [folder]), /has changed/);
    assert.equal(read("in/Dockerfile"), "x");
  });

  test("what cannot be written whole leaves the old text", { skip: isWindows }, () => {
    const { folder, read } = make({ "in/Dockerfile": `${naive}${"# more\n".repeat(200)}` });
    const before = read("in/Dockerfile");
    // No file may become larger than a block: as on a full disk, what does not fit is refused.
    const script = `ulimit -f 1; exec "${process.execPath}" "${cli}" harden --write Dockerfile`;
    const { status } = spawnSync("sh", ["-c", script], { cwd: path.join(folder, "in"), encoding: "utf8" });
    assert.notEqual(status, 0);
    assert.equal(read("in/Dockerfile"), before);
    assert.ok(readdirSync(path.join(folder, "in")).every((name) => !name.endsWith(".drydock")));
  });

  test("a folder in which nothing can be made", { skip: isWindows || process.getuid?.() === 0 }, async () => {
    const { folder, read } = make({ "in/Dockerfile": naive });
    chmodSync(path.join(folder, "in"), 0o555);
    await assert.rejects(writeDocument(path.join(folder, "in/Dockerfile"), naive, "x", [folder]), /EACCES/);
    chmodSync(path.join(folder, "in"), 0o755);
    assert.equal(read("in/Dockerfile"), naive);
    rmSync(path.join(folder, "in"), { recursive: true });
  });
});

test("a terminal is sent no control characters of a file", () => {
  const { run } = make({ "in/Dockerfile": "FROM node\u001b]0;owned\u0007\nMAINTAINER \u001b[31ma\u009b1m\n" });
  const { stdout } = run("lint", "--all", "Dockerfile");
  assert.match(stdout, /␛\]0;owned/);
  assert.doesNotMatch(stdout, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
});
