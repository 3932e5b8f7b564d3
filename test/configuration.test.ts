/** hadolint's configuration file, as the built server and command line find and obey it. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { temporaryFolder } from "./folder";
import { type Options, type Session, startSession } from "./session";

const cli = path.resolve("dist/server/cli.js");
const folder = temporaryFolder();

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function uriOf(name: string): string {
  return pathToFileURL(path.join(folder, name)).href;
}

// Above the repository and the workspace, where it must not count.
write(".hadolint.yaml", "ignored: [DL3006, root-user]\nno-fail: true\n");
mkdirSync(path.join(folder, "repository/.git"), { recursive: true });
write("repository/app/Dockerfile", "FROM node\nUSER root\n");

test("the command line obeys the nearest file of the repository", () => {
  const run = (...args: string[]) => {
    const repository = path.join(folder, "repository");
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      cwd: repository,
      encoding: "utf8",
    });
    return { status, stderr, rules: [...stdout.matchAll(/\[([a-z-]+)\]$/gm)].map(([, rule]) => rule), stdout };
  };
  const lint = (...options: string[]) => run("lint", ...options, "app");
  const both = ["untagged-image", "root-user"];
  assert.deepEqual(lint().rules, both);

  write("repository/.hadolint.yml", "ignored: [root-user]\nfailure-threshold: error\n");
  assert.deepEqual(lint().rules, ["untagged-image"]);
  assert.equal(lint().status, 0);
  assert.equal(lint("--fail-on", "warning").status, 1);
  assert.ok(!lint("--all").rules.includes("root-user"));
  assert.match(run("harden", "app/Dockerfile").stdout, /\nUSER root\n/);

  write("repository/app/.hadolint.yaml", "override: {info: [DL3006, DL3002]}\ntrustedRegistries: a.com\n");
  assert.deepEqual(lint().rules, ["untagged-image", "untrusted-registry", "root-user"]);
  assert.equal(lint().status, 1);
  const files = run("lint", "--fail-on", "error", "app/Dockerfile", write("repository/b/Dockerfile", "FROM node\n"));
  assert.deepEqual(files.rules, ["untagged-image", "untrusted-registry", "root-user", "untagged-image"]);

  write("repository/app/.hadolint.yaml", "ignored: 1\nno-fail: true\n");
  assert.deepEqual(lint().rules, both);
  assert.equal(lint().status, 0);
  assert.equal(lint().stderr, `drydock: ${path.join("app", ".hadolint.yaml")}: ignored must be a list of rules\n`);
});

test("the server obeys the nearest file of the workspace, the settings first, and sees it change", async () => {
  const uri = uriOf("workspace/app/Dockerfile");
  const text = "FROM node\nMAINTAINER a\nUSER root\n";
  const codes = async (session: Session) => {
    const wanted = ["untagged-image", "root-user", "deprecated-maintainer", "untrusted-registry"];
    return (await session.pull(uri)).map(({ code }) => String(code)).filter((code) => wanted.includes(code));
  };
  const changed = async (session: Session, name: string, content: string) => {
    const refreshed = session.next("workspace/diagnostic/refresh");
    write(name, content);
    session.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(name), type: 2 }] });
    await refreshed;
  };
  const options: Options = {
    folders: [uriOf("workspace")],
    settings: { rules: { DL3002: "warning" }, trustedRegistries: ["a.com"] },
  };
  const session = await startSession(options);
  session.open(uri, text);
  assert.deepEqual(await codes(session), [
    "untagged-image",
    "untrusted-registry",
    "deprecated-maintainer",
    "root-user",
  ]);
  await changed(session, "workspace/.hadolint.yaml", "ignored: [DL3006, root-user]\ntrustedRegistries: docker.io\n");
  assert.deepEqual(await codes(session), ["untrusted-registry", "deprecated-maintainer", "root-user"]);
  const logged = session.next<{ message: string }>("window/logMessage");
  await changed(session, "workspace/app/.hadolint.yaml", "ignored: [DL4000]\noverride: x\n");
  assert.deepEqual(await codes(session), ["untagged-image", "untrusted-registry", "root-user"]);
  assert.match((await logged).message, /app\/\.hadolint\.yaml: override must hold lists/);
  assert.equal(await session.end(), 0);
});
