/** The built command line, as people and scripts call it. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "./folder";

const cli = path.resolve("dist/server/cli.js");
const folder = temporaryFolder();

function run(args: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function write(name: string, text: string): string {
  mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
  return name;
}

const bad = write("bad/Dockerfile", "FROM node\nENV NODE_ENV production\n");
const fine = write("fine/Dockerfile", "FROM scratch\n");

write("compose.yaml", "services:\n  web:\n    build: ./bad\n");
mkdirSync(path.join(folder, "empty"));

test("lint prints every problem with its line", () => {
  const { status, stdout } = run(["lint", bad]);
  assert.equal(status, 1);
  assert.match(stdout, /^bad\/Dockerfile:1:6 warning .+ \[untagged-image\]\n {2}1 \| FROM node\n {4}\| {6}\^{4}$/m);
  assert.match(stdout, /\n\d+ problems in 1 file: .*warning/);
  assert.ok(!stdout.includes("\u001b"), "no colours without a terminal");
});

test("lint --format json is the agreed shape", () => {
  const { stdout } = run(["lint", "--format", "json", bad, fine]);
  const finding = JSON.parse(stdout).find((it: { rule: string }) => it.rule === "untagged-image");
  const { message, fixes, ...rest } = finding;
  assert.deepEqual(rest, {
    file: "bad/Dockerfile",
    rule: "untagged-image",
    aliases: ["DL3006"],
    severity: "warning",
    line: 1,
    column: 6,
    endLine: 1,
    endColumn: 10,
  });
  assert.ok(message.length > 0 && fixes.every((fix: object) => "title" in fix && "safe" in fix));
  assert.deepEqual(JSON.parse(run(["lint", "--format", "json", fine]).stdout), []);
});

test("lint --format sarif and github say the same in their ways", () => {
  const sarif = JSON.parse(run(["lint", "--format", "sarif", bad]).stdout);
  const { results, tool } = sarif.runs[0];
  const result = results.find((it: { ruleId: string }) => it.ruleId === "untagged-image");
  assert.equal(tool.driver.rules[result.ruleIndex].id, "untagged-image");
  assert.deepEqual(result.locations[0].physicalLocation, {
    artifactLocation: { uri: "bad/Dockerfile", uriBaseId: "SRCROOT" },
    region: { startLine: 1, startColumn: 6, endLine: 1, endColumn: 10 },
  });
  const { stdout } = run(["lint", "--format", "github", bad]);
  assert.match(stdout, /^::warning file=bad\/Dockerfile,line=1,col=6,endLine=1,endColumn=10,title=untagged-image::\S/m);
});

const statuses: [args: string[], status: number, input?: string][] = [
  [["lint", fine], 0],
  [["lint", "--fail-on", "none", bad], 0],
  [["lint", "--fail-on", "error", bad], 0],
  [["lint", "--fail-on", "info", bad], 1],
  [["lint", "-"], 1, "FROM node\n"],
  [["lint", "bad"], 1],
  [["lint", "missing"], 2],
  [["lint", "nothing/*"], 2],
  [["lint", "*/Dockerfile"], 1],
  [["lint", "--exclude", "bad", "*/Dockerfile"], 0],
  [["lint", "--max-warnings", "0", "--fail-on", "none", bad], 1],
  [["lint", "--max-warnings", "many", bad], 2],
  [["lint", "--unsafe", bad], 2],
  [["lint", "--fix", "-"], 2, "FROM node\n"],
  [["lint", "--stdin-filename", ".dockerignore", "-"], 0, "node_modules\n"],
  [["lint", "empty"], 2],
  [["lint", "--allow-no-files", "empty"], 0],
  [["harden", "--check", "empty"], 2],
  [["harden", "--check", "--allow-no-files", "empty"], 0],
  [["lint", "--baseline", "missing.json", bad], 2],
  [["lint", "compose.yaml"], 1],
  [[bad], 1],
  [[fine], 0],
  [["--format", "json", fine], 0],
  [["harden", "--check", bad], 1],
  [["harden", "--check", "*/Dockerfile"], 1],
  [["harden", "--check", "--json", bad], 2],
  [["help", "lint"], 0],
  [["help", "lnit"], 2],
  [["lint", "-h"], 0],
  [["lint"], 2],
  [["lint", "--format", "xml", fine], 2],
  [["lint", "--nonsense", fine], 2],
  [["explain", "untagged-imag"], 2],
  [["explain", "dl3006"], 0],
  [["context", "missing"], 2],
  [["context", "--file", "missing", "bad"], 2],
  [["lint", "--context", "missing", fine], 2],
  [["harden", "--context", fine, fine], 2],
  [["harden"], 2],
  [["harden", "--write", "-"], 2, "FROM node\n"],
  [["harden", "--write", "--json", bad], 2],
  [["harden", "--level", "most", bad], 2],
  [["harden", fine, bad], 2],
  [["harden", "bad"], 2],
  [["harden", "--json", fine, "missing"], 2],
  [["harden", "--json", fine, bad], 0],
  [["hardne", bad], 2],
  [[], 2],
  [["--help"], 0],
  [["lint", "--help"], 0],
  [["--version"], 0],
];
for (const [args, status, input] of statuses) {
  test(`drydock ${args.join(" ")}: exit status ${status}`, () => {
    const result = run(args, input);
    assert.equal(result.status, status, result.stderr);
    assert.doesNotMatch(result.stderr, /\n\s+at /, "no stack");
  });
}

test("a slip gets a suggestion", () => {
  assert.match(run(["explain", "untagged-imag"]).stderr, /did you mean "untagged-image"\?/);
  assert.match(run(["hardne"]).stderr, /did you mean "harden"\?/);
  assert.match(run(["harden", "--skip", "root-usr", bad]).stderr, /did you mean "root-user"\?/);
});

test("harden prints, shows or writes the same result", () => {
  const file = write("app/Dockerfile", readFileSync(path.join(folder, bad), "utf8"));
  const printed = run(["harden", file]);
  assert.match(printed.stdout, /^ENV NODE_ENV=production$/m);
  assert.match(printed.stderr, /^[A-Z].+ \[[a-z-]+\]\n {2}app\/Dockerfile:2 \S/m);
  assert.match(printed.stderr, /^\d of \d+ → \d+ of \d+ practices\n( {2}[✓✗] .+\n?)+/m);
  const shown = run(["harden", "--diff", file]);
  assert.match(shown.stdout, /^--- app\/Dockerfile\n\+\+\+ app\/Dockerfile\n@@/m);
  assert.equal(run(["harden", "-"], "FROM scratch\n").stdout, "FROM scratch\n");
  assert.equal(run(["harden", "--write", file]).stdout, "");
  assert.equal(readFileSync(path.join(folder, file), "utf8"), printed.stdout);
  assert.equal(run(["harden", file]).stdout, printed.stdout);
});

test("harden --json tells everything, and leaves out what it is told to", () => {
  const harden = (...options: string[]) => JSON.parse(run(["harden", "--json", ...options, bad]).stdout);
  const { file, text, files, steps, left, score } = harden();
  assert.equal(file, bad);
  assert.match(text, /^FROM node:\d/);
  assert.ok(Array.isArray(files) && Array.isArray(left));
  assert.ok(score.after.met > score.before.met);
  const tag = steps.find(({ rule }: { rule: string }) => rule === "untagged-image");
  assert.equal(tag.reasons[0].line, 1);
  assert.equal(tag.isTaken, true);
  assert.match(harden("--skip", "DL3006").text, /^FROM node\n/);
  assert.match(harden("--level", "safe").text, /^FROM node\n/);
  assert.match(harden("--level", "safe", "--include", "untagged-image").text, /^FROM node:\d/);
});

test("harden takes folders: what files share is written once", () => {
  const project = (name: string, text: string) => write(`many/${name}`, text);
  project("package.json", "{}");
  const first = project("Dockerfile", "FROM node:24.22.0-slim\nCOPY . .\nCMD node a.js\n");
  const second = project("b.Dockerfile", "FROM node:24.22.0-slim\nCOPY . .\nCMD node b.js\n");
  const shown = run(["harden", "--diff", "many"]);
  assert.equal(shown.stdout.match(/^\+\+\+ many\/\.dockerignore$/gm)?.length, 1);
  assert.match(
    shown.stderr,
    /^many\/Dockerfile: \d+ steps?, .*\d of \d+ → \d+ of \d+ practices; creates many\/\.dockerignore$/m,
  );
  assert.match(shown.stderr, /^many\/b\.Dockerfile: \d+ steps?, .*\d+ of \d+ practices$/m);
  assert.equal(JSON.parse(run(["harden", "--json", "many"]).stdout).length, 2);
  assert.match(run(["harden", "--write", first, second]).stderr, /^created many\/\.dockerignore$/m);
  assert.match(readFileSync(path.join(folder, "many/.dockerignore"), "utf8"), /node_modules/);
  assert.match(run(["harden", "--diff", "many"]).stderr, /^many\/Dockerfile: nothing to do/m);
});

test("context lists what is sent and what is not", () => {
  write("context/.dockerignore", "*.log\n!keep.log\n");
  for (const name of ["a.txt", "b.log", "keep.log"]) write(`context/${name}`, "12345");
  const [context] = JSON.parse(run(["context", "--format", "json", "context"]).stdout);
  assert.equal(context.dir, "context");
  assert.deepEqual(context.ignored, [{ path: "b.log", pattern: "*.log", line: 1 }]);
  assert.deepEqual(
    context.files.filter(({ path }: { path: string }) => path !== ".dockerignore"),
    [
      { path: "a.txt", bytes: 5 },
      { path: "keep.log", bytes: 5 },
    ],
  );
  const shown = run(["context", "context"]).stdout;
  assert.match(shown, /^context: \d files?, .* sent; 1 path left out$/m);
  assert.match(shown, /^ {2}.*5 B {2}a\.txt$/m);
  assert.match(shown, /^left out by\n +1 {2}context\/\.dockerignore:1 {2}\*\.log$/m);
});

test("context --explain says which pattern decides", () => {
  write("explained/.dockerignore", "*\n!src\n\nsrc/*.log\n");
  write("explained/src/a.log", "");
  const args = ["context", "--explain", "src/a.log", "--explain", "src/b.js", "--explain", "other"];
  assert.equal(
    run([...args, "explained"]).stdout,
    `src/a.log in explained is left out
  explained/.dockerignore:4  src/*.log  decides
  explained/.dockerignore:2  !src  matches, too
  explained/.dockerignore:1  *  matches, too

src/b.js in explained, which does not exist, is sent
  explained/.dockerignore:2  !src  decides
  explained/.dockerignore:1  *  matches, too

other in explained, which does not exist, is left out
  explained/.dockerignore:1  *  decides
`,
  );
  const [explained] = JSON.parse(run([...args, "--format", "json", "explained"]).stdout);
  assert.deepEqual(explained, {
    dir: "explained",
    path: "src/a.log",
    ignored: true,
    by: { pattern: "src/*.log", line: 4 },
    matches: [
      { pattern: "*", line: 1 },
      { pattern: "!src", line: 2 },
      { pattern: "src/*.log", line: 4 },
    ],
    exists: true,
  });
  assert.match(
    run(["context", "--explain", "explained/src/a.log", "explained"]).stdout,
    /^src\/a\.log in explained is/,
  );
  assert.equal(run(["context", "--explain", "../x", "explained"]).status, 2);
});

test("context --file looks at the ignore file of that Dockerfile", () => {
  write("own/a.Dockerfile", "FROM scratch\n");
  write("own/a.Dockerfile.dockerignore", "a.txt\n");
  write("own/a.txt", "");
  const ignored = (args: string[]) =>
    JSON.parse(run(["context", "--format", "json", ...args, "own"]).stdout)[0].ignored;
  assert.deepEqual(ignored(["--file", "own/a.Dockerfile"]), [{ path: "a.txt", pattern: "a.txt", line: 1 }]);
  assert.deepEqual(ignored([]), []);
});

test("lint of a compose file names the service", () => {
  assert.match(run(["lint", "compose.yaml"]).stdout, /^bad\/Dockerfile:1:6 \(web\) warning/m);
});

test("what git leaves out is left out of folders, and looked at when it is asked for", () => {
  write("kept/.git/HEAD", "");
  write("kept/.gitignore", "dist/\n!dist/keep\n");
  write("kept/sub/.gitignore", "*.old\n");
  for (const name of ["kept/Dockerfile", "kept/dist/Dockerfile", "kept/sub/Dockerfile.old"]) write(name, "FROM node\n");
  const filesOf = (args: string[]) => {
    const found: { file: string }[] = JSON.parse(run(["lint", "--format", "json", ...args]).stdout);
    return [...new Set(found.map(({ file }) => file))];
  };
  assert.deepEqual(filesOf(["kept"]), ["kept/Dockerfile"]);
  assert.deepEqual(filesOf(["--no-gitignore", "kept"]).length, 3);
  assert.deepEqual(filesOf(["kept/dist/Dockerfile"]), ["kept/dist/Dockerfile"]);
});

test("a baseline leaves only what is new", () => {
  write("old/Dockerfile", "FROM node\n");
  assert.equal(run(["baseline", "update", "--baseline", "known.json", "old"]).status, 0);
  assert.equal(run(["lint", "--baseline", "known.json", "old"]).status, 0);
  write("old/Dockerfile", "# Moved.\nFROM node\nRUN apt-get install curl\n");
  const { stdout, status } = run(["lint", "--baseline", "known.json", "--format", "json", "old"]);
  assert.equal(status, 1);
  assert.ok(JSON.parse(stdout).every(({ line }: { line: number }) => line === 3));
});

test("lint --fix mends what is safe, and a dry run only shows it", () => {
  const name = write("mend/Dockerfile", "FROM node\nENV NODE_ENV production\n");
  assert.match(run(["lint", "--fix-dry-run", name]).stdout, /^\+ENV NODE_ENV=production$/m);
  assert.match(readFileSync(path.join(folder, name), "utf8"), /NODE_ENV production/);
  run(["lint", "--fix", name]);
  assert.match(readFileSync(path.join(folder, name), "utf8"), /NODE_ENV=production/);
});

test("lint --fix judges what it has written, files that are new included", () => {
  write("new/package.json", "{}");
  const name = write("new/Dockerfile", "FROM node:24\nWORKDIR /app\nCOPY . .\n");
  assert.match(run(["lint", name]).stdout, /missing-dockerignore/);
  const { stdout } = run(["lint", "--fix", "--unsafe", "--format", "json", name]);
  assert.ok(existsSync(path.join(folder, "new/.dockerignore")));
  const found: { rule: string }[] = JSON.parse(stdout);
  assert.ok(found.every(({ rule }) => rule !== "missing-dockerignore"));
});

test("what the configuration leaves out is neither judged nor mended, unless it is named", () => {
  write("left/.git/HEAD", "");
  write("left/drydock.json", '{ "exclude": ["vendor/"] }');
  const text = "FROM node\nENV NODE_ENV production\n";
  const name = write("left/vendor/Dockerfile", text);
  write("left/Dockerfile", "FROM scratch\n");
  run(["lint", "--fix", "left"]);
  assert.equal(run(["harden", "--write", "left"]).status, 0);
  assert.equal(readFileSync(path.join(folder, name), "utf8"), text);
  assert.equal(run(["lint", "left"]).status, 0);
  assert.equal(run(["lint", name]).status, 1);
});

test("of two files of builds each has its own folders", () => {
  for (const name of ["one", "two"]) {
    write(`${name}/compose.yaml`, "services:\n  app:\n    build: ./app\n");
    write(`${name}/app/Dockerfile`, `FROM scratch\nCOPY ${name}.txt /\n`);
    write(`${name}/app/${name}.txt`, "");
  }
  const { stdout } = run(["lint", "--format", "json", "one/compose.yaml", "two/compose.yaml"]);
  const found: { rule: string }[] = JSON.parse(stdout);
  assert.ok(!found.some(({ rule }) => rule === "missing-copy-source"), stdout);
});

test("outside of a repository, files of the project that a command runs in say what the build context is", () => {
  write("nested/docker/Dockerfile", "FROM node:24\nCOPY a.js .\n");
  write("nested/docker/compose.yaml", "services:\n  app:\n    build: { context: .., dockerfile: docker/Dockerfile }\n");
  write("nested/a.js", "");
  const missing = () => /missing-copy-source/.test(run(["lint", "nested/docker/Dockerfile"]).stdout);
  assert.equal(missing(), false);
  rmSync(path.join(folder, "nested/a.js"));
  assert.equal(missing(), true);
});

test("lint --output writes there", () => {
  const { stdout, status } = run(["lint", "--format", "json", "--output", "out.json", bad]);
  assert.deepEqual([stdout, status], ["", 1]);
  assert.ok(JSON.parse(readFileSync(path.join(folder, "out.json"), "utf8")).length > 0);
});

test("colours are a matter of choice", () => {
  assert.match(run(["lint", "--color", "always", bad]).stdout, /\u001b/);
});

test("format obeys drydock.json, and options go before it", () => {
  const text = "FROM a\nRUN b \\\nc\nFROM d\n";
  write("laid/Dockerfile", text);
  write("laid/left/Dockerfile", text);
  const format = { keywordCase: "lower", separateStages: false, indent: 2 };
  write("laid/drydock.json", JSON.stringify({ exclude: ["left/"], format }));
  assert.equal(run(["format", "laid/Dockerfile"]).stdout, "from a\nrun b \\\n  c\nfrom d\n");
  const given = ["--keyword-case", "upper", "--indent", "tab"];
  assert.equal(run(["format", ...given, "laid/Dockerfile"]).stdout, "FROM a\nRUN b \\\n\tc\nFROM d\n");
  assert.equal(run(["format", "--check", "laid"]).stdout.trim(), path.join("laid", "Dockerfile"));
  assert.deepEqual(JSON.parse(run(["config", "--format", "json", "laid/Dockerfile"]).stdout).format, format);
});
