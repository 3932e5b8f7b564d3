/** What is kept of a program's start never changes what it does. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { temporaryFolder } from "./folder";
import { startSession } from "./session";

describe("code cache", () => {
  const folder = temporaryFolder();
  for (const name of ["cli.js", "node.js", "main.js"]) cpSync(path.join("dist/server", name), path.join(folder, name));
  const kept = path.join(folder, ".cache");
  const file = path.join(folder, "Dockerfile");
  writeFileSync(file, "FROM debian\nRUN apt-get install curl\n");
  const run = (words: string[], environment = {}) => {
    const env = {
      ...process.env,
      NODE_DISABLE_COMPILE_CACHE: "",
      XDG_CACHE_HOME: path.join(folder, "user"),
      ...environment,
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(folder, "cli.js"), ...words], {
      env,
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };
  const lint = () => run(["lint", "--format", "json", file]);
  const plain = run(["lint", "--format", "json", file], { NODE_DISABLE_COMPILE_CACHE: "1" });

  test("is made by a run that shows what others need, and says nothing", () => {
    run(["--version"]);
    run(["lint"]);
    assert.throws(() => readdirSync(kept));
    assert.deepEqual(lint(), plain);
    assert.equal(readdirSync(kept).length, 1);
    assert.deepEqual(lint(), plain);
  });

  test("fits the next run, of a server as well", async () => {
    const serve = async () => {
      const session = await startSession({
        program: [path.join(folder, "node.js"), "--stdio"],
        environment: { ...process.env, NODE_DISABLE_COMPILE_CACHE: "" },
      });
      // Enough of it to have the heap grow.
      session.open("untitled:Dockerfile", "FROM debian\nRUN apt-get install curl\n".repeat(200), "dockerfile");
      await session.pull("untitled:Dockerfile");
      assert.equal(await session.end(), 0);
    };
    // What does not fit is made anew, and so is another file.
    const written = () => readdirSync(kept).map((name) => [name, statSync(path.join(kept, name)).ino]);
    lint();
    await serve();
    const first = written();
    assert.equal(first.length, 2);
    lint();
    await serve();
    assert.deepEqual(written(), first);
    for (const [name] of first) if (String(name).includes("-server")) rmSync(path.join(kept, String(name)));
  });

  test("is passed over and made anew when it is broken", () => {
    const [name = ""] = readdirSync(kept);
    const place = path.join(kept, name);
    const whole = readFileSync(place);
    for (const broken of [
      Buffer.alloc(0),
      whole.subarray(0, 1000),
      Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.alloc(Math.ceil(whole.length / 2))]),
    ]) {
      writeFileSync(place, broken);
      assert.deepEqual(lint(), plain);
      assert.ok(readFileSync(place).length > whole.length / 2);
    }
  });

  test("is not taken when others may have written it", { skip: process.platform === "win32" }, () => {
    const [name = ""] = readdirSync(kept);
    chmodSync(path.join(kept, name), 0o666);
    writeFileSync(path.join(kept, name), "no code");
    assert.deepEqual(lint(), plain);
  });

  test("stands with the user where the bundle's folder cannot be written", () => {
    const place = path.join(folder, "installed");
    mkdirSync(place);
    for (const name of ["cli.js", "main.js"]) cpSync(path.join(folder, name), path.join(place, name));
    // A file where the folder would be.
    writeFileSync(path.join(place, ".cache"), "");
    const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: "", XDG_CACHE_HOME: path.join(folder, "user") };
    for (let round = 0; round < 2; round++) {
      const { stdout } = spawnSync(process.execPath, [path.join(place, "cli.js"), "lint", "--format", "json", file], {
        env,
        encoding: "utf8",
      });
      assert.equal(stdout, plain.stdout);
      assert.equal(readdirSync(path.join(folder, "user", "drydock")).length, 1);
    }
  });
});
