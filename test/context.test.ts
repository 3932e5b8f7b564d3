/** What a build context holds: files that nobody needs, misnamed ignore files, patterns and what they may have meant. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { copiesWith, enumerate, keepBack, placeOf } from "../server/context/folderCopies";
import { nextConfigFor, nextConfigReads, nextSettings } from "../server/context/nextFiles";
import {
  caseMatch,
  firstMatch,
  isUnlisted,
  meantPattern,
  namesIn,
  writePattern,
} from "../server/context/patternMatches";
import { ignoreBeside, isForPodman, meantIgnore, unreadIgnore } from "../server/context/unreadIgnore";
import { found, foundBuildFiles, junk, tests } from "../server/context/unwanted";
import { apply } from "../server/edits/edits";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { parseIgnore } from "../server/syntax/dockerignore";
import type { Facts } from "../server/types";

const today = "2026-11-23";
const patternOf = (text: string) => parseIgnore(text).patterns[0] ?? assert.fail(text);

describe("what an image does not need", () => {
  test("by pattern", () => {
    const files = [".venv/", "a/__pycache__/x.pyc", "app.log", "a/app.log", "coverage/x", "src/coverage.ts", "z.swp"];
    assert.deepEqual(
      [...found(junk, files)].map(([pattern, paths]) => `${pattern}: ${paths.join(" ")}`),
      [
        "**/.venv: .venv",
        "**/__pycache__: a/__pycache__/x.pyc",
        "*.log: app.log",
        "coverage: coverage/x",
        "**/*.swp: z.swp",
      ],
    );
    assert.deepEqual(
      [...found(tests, ["src/a.test.ts", "src/test/b.ts", "test/c.ts"]).keys()],
      ["**/*.test.*", "test"],
    );
    assert.equal(found(junk, []).size, 0);
  });

  test("build files, patterns for every depth only where something lies deeper; source code of such a name left out", () => {
    const drawn = (...files: string[]) =>
      [...foundBuildFiles(files)].map(([pattern, paths]) => `${pattern}: ${paths.join(" ")}`);
    assert.deepEqual(drawn("Dockerfile", "compose.yaml"), [
      "**/Dockerfile*: Dockerfile",
      "compose*.y*ml: compose.yaml",
    ]);
    assert.deepEqual(drawn("a/compose.yml"), ["**/compose*.y*ml: a/compose.yml"]);
    assert.deepEqual(drawn("Dockerfile", "src/Dockerfile.ts"), ["Dockerfile: Dockerfile"]);
    assert.deepEqual(drawn("src/DockerfileParser.java"), []);
    assert.deepEqual(drawn(".github/workflows/a.yml"), [".github: .github/workflows/a.yml"]);
  });
});

/** The files of a context, the path of the Dockerfile, and the ignore file that nobody reads: "path fault target". */
const unread: readonly (readonly [files: readonly string[], path: string, expected: string | undefined])[] = [
  [["Dockerfile"], "Dockerfile", undefined],
  [["dockerignore"], "Dockerfile", "dockerignore name .dockerignore"],
  [[".docker-ignore"], "Dockerfile", ".docker-ignore name .dockerignore"],
  [[".dockeringore"], "Dockerfile", ".dockeringore name .dockerignore"],
  [["api.dockerignore"], "api.Dockerfile", "api.dockerignore name api.Dockerfile.dockerignore"],
  [["docker/.dockerignore"], "docker/Dockerfile", "docker/.dockerignore folder .dockerignore"],
  [[".containerignore"], "Dockerfile", ".containerignore program .dockerignore"],
  [[".containerignore"], "Containerfile", undefined],
  [["src/dockerignore.ts"], "Dockerfile", undefined],
];

describe("ignore files that nobody reads", () => {
  for (const [files, path, expected] of unread) {
    test(`${files} for ${path}`, () => {
      const it = unreadIgnore({ today, files, path });
      assert.equal(it && `${it.path} ${it.fault} ${it.target}`, expected);
    });
  }

  test("not known without files, and none where one is read", () => {
    assert.equal(unreadIgnore({ today }), undefined);
    const ignore = { ...parseIgnore("a"), path: ".dockerignore" };
    assert.equal(unreadIgnore({ today, files: ["dockerignore"], ignore }), undefined);
  });

  test("beside the Dockerfile, and for whom that is", () => {
    assert.deepEqual(["Dockerfile", "a/b/Dockerfile"].map(ignoreBeside), [".dockerignore", "a/b/.dockerignore"]);
    assert.deepEqual(["Containerfile", "a/Containerfile.dev", "x.containerfile", "Dockerfile"].map(isForPodman), [
      true,
      true,
      true,
      false,
    ]);
  });

  test("what it would leave out, from its own folder", () => {
    const facts = (path: string, text: string): Facts => ({
      today,
      path: "docker/Dockerfile",
      files: [path],
      contents: new Map([[path, text]]),
    });
    const beside = meantIgnore(facts("docker/.dockerignore", "a\n!b\n"));
    assert.deepEqual(beside?.patterns, ["docker/a", "!docker/b"]);
    assert.deepEqual(
      ["docker/a", "docker/a/", "a"].map((path) => beside?.leavesOut(path)),
      [true, true, false],
    );
    assert.deepEqual(meantIgnore(facts("dockerignore", "a"))?.patterns, ["a"]);
    assert.equal(meantIgnore(facts(".containerignore", "a")), undefined);
    assert.equal(meantIgnore({ today, files: ["dockerignore"] }), undefined);
  });
});

const files = [
  "Docs/a.md",
  "a.js",
  "node_modules/",
  "packages/api/dist/x.js",
  "packages/web/README.md",
  "src/app/main.ts",
];

/** A pattern, and the first file that it matches. */
const matches: readonly (readonly [pattern: string, path: string | undefined])[] = [
  ["a.js", "a.js"],
  ["src", "src/app/main.ts"],
  ["sr", undefined],
  ["*.js", "a.js"],
  ["**/*.js", "a.js"],
  ["**/dist", "packages/api/dist/x.js"],
  ["packages/*/README.md", "packages/web/README.md"],
  ["packages/**/main.ts", undefined],
  ["src/**/main.ts", "src/app/main.ts"],
  ["node_modules", "node_modules/"],
  ["?.js", "a.js"],
  ["[ab].js", "a.js"],
  ["**/api/dist", "packages/api/dist/x.js"],
];

describe("patterns and files", () => {
  for (const [pattern, path] of matches) {
    test(pattern, () => assert.equal(firstMatch(patternOf(pattern), files), path));
  }

  for (const [pattern, path, written] of [
    ["docs", "Docs", "Docs"],
    ["**/readme.md", "packages/web/README.md", "**/README.md"],
    ["A.JS", "a.js", "a.js"],
    ["*.JS", "a.js", "*.js"],
    ["nothing", undefined, undefined],
  ] as const) {
    test(`${pattern} in another letter case`, () => {
      const file = parseIgnore(pattern);
      const match = caseMatch(file, file.patterns[0] ?? assert.fail(), files);
      assert.deepEqual([match?.path, match?.written], [path, written]);
    });
  }

  test("not where another pattern lists that case", () => {
    const file = parseIgnore("docs\nDocs\n");
    assert.equal(caseMatch(file, patternOf("docs"), files), undefined);
  });

  for (const [pattern, meant] of [
    ["pakages", "packages"],
    ["packages/aip", undefined],
    ["src/ap", undefined],
    ["src/appp", "src/app"],
    ["**/mian.ts", "**/main.ts"],
    ["dits", undefined],
    ["*.jss", undefined],
    ["test", undefined],
  ] as const) {
    test(`${pattern} may have meant ${meant ?? "nothing"}`, () =>
      assert.equal(meantPattern(parseIgnore(pattern), patternOf(pattern), { today, files }), meant));
  }

  test("what the Dockerfile names is wanted", () => {
    const dockerfiles = [{ ...parseDockerfile("FROM x\nCOPY packages /a"), path: "Dockerfile" }];
    assert.equal(meantPattern(parseIgnore("pakages"), patternOf("pakages"), { today, files, dockerfiles }), undefined);
  });

  test("small questions", () => {
    assert.deepEqual(
      ["node_modules/x", "**/.git", "src"].map((text) => isUnlisted(patternOf(text))),
      [true, true, false],
    );
    assert.deepEqual(namesIn(files, "packages/"), ["api", "web"]);
    assert.deepEqual(namesIn(files, ""), ["Docs", "a.js", "node_modules", "packages", "src"]);
    const text = "a\n!b\n";
    const [, negated] = parseIgnore(text).patterns;
    assert.equal(negated && apply(text, [writePattern(negated, "c")]), "a\n!c\n");
  });
});

describe("folders that are copied", () => {
  const unwanted = (text: string, ignored: string | undefined, ...candidates: string[]) => {
    const file = parseDockerfile(`FROM x AS y\n${text}\n`);
    const facts: Facts = {
      today,
      ...(ignored !== undefined && { ignore: { ...parseIgnore(ignored), path: ".dockerignore" } }),
    };
    return copiesWith(
      file,
      facts,
      candidates,
      () => true,
      (path) => `**/${path.split("/").at(-1)}`,
    ).map(({ source, paths }) => `${source.path}: ${paths.join(" ")}`);
  };

  test("with what is unwanted in them", () => {
    assert.deepEqual(unwanted("COPY . .", "", ".env", "a/.env"), [".: .env a/.env"]);
    assert.deepEqual(unwanted("COPY a b /c/", "", "a/.env", "b/x", "d/y"), ["a: a/.env", "b: b/x"]);
    assert.deepEqual(unwanted("COPY . .", ".env", ".env", "a/.env"), [".: a/.env"]);
    assert.deepEqual(unwanted("COPY . .", undefined, ".env"), []);
    assert.deepEqual(unwanted("COPY a /c", undefined, "a/.env"), ["a: a/.env"]);
    assert.deepEqual(unwanted("COPY . .\nCOPY .env /x", "", ".env", "a/.env"), []);
    assert.deepEqual(unwanted("COPY . .\nCOPY a /x", "", "a/.env"), ["a: a/.env"]);
    assert.deepEqual(unwanted("RUN a", "", ".env"), []);
  });

  test("in words", () => {
    assert.equal(enumerate([]), "");
    assert.equal(enumerate(["a/"]), "a");
    assert.equal(enumerate(["a", "b", "c"]), "a, b and c");
    assert.equal(enumerate(["a", "b", "c", "d", "e", "f"]), "a, b, c, d and 2 more");
    const [one, other] = parseDockerfile("FROM a AS b\nFROM c\nFROM d").stages;
    assert.deepEqual([one && placeOf(one), other && placeOf(other)], ['the stage "b"', "a build stage"]);
    assert.equal(placeOf(parseDockerfile("FROM a").final ?? assert.fail()), "the image");
  });

  test("patterns that keep them back, each once", () => {
    const ignore = { ...parseIgnore("x\n"), path: ".dockerignore" };
    const [fix] = keepBack({ today, ignore }, ["a/b", "c/b", "d"], (path) => `**/${path.split("/").at(-1)}`);
    assert.equal(fix?.title, "Add **/b and **/d to .dockerignore");
    assert.equal(apply("x\n", fix?.edits ?? []), "x\n**/b\n**/d\n");
    assert.equal(fix?.edits[0]?.file, ".dockerignore");
    assert.deepEqual(
      keepBack({ today }, ["a"], (path) => path),
      [],
    );
  });
});

describe("the configuration of Next.js", () => {
  const contents = new Map([
    ["apps/web/next.config.mjs", "web"],
    ["apps/admin/next.config.ts", "admin"],
  ]);
  const both = [...contents.keys()].sort();

  test("of the app in a folder, or the only one", () => {
    assert.equal(nextConfigFor({ today, files: both, contents }, "/app/apps/web")?.text, "web");
    assert.equal(nextConfigFor({ today, files: both, contents }, "/app"), undefined);
    assert.equal(nextConfigFor({ today, files: ["apps/web/next.config.mjs"], contents }, "/app")?.text, "web");
    assert.equal(nextConfigFor({ today, files: both }, "/app/apps/web"), undefined);
    assert.deepEqual(nextConfigReads.next?.("apps/web/next.config.mjs", "", { today }), ["apps/web/package.json"]);
    assert.deepEqual(nextConfigReads.next?.("next.config.js", "", { today }), ["package.json"]);
  });

  for (const [config, settings] of [
    ['a: "b", // c\nd', 'a: "b", \nd'],
    ['a: "b"// c', 'a: "b"'],
    ["// a\nb", "\nb"],
    ["/* a\n b */c/* d", "c"],
    ['a: "https://b.com"', 'a: "https://b.com"'],
    ["", ""],
  ] as const) {
    test(`without comments: ${JSON.stringify(config)}`, () => assert.equal(nextSettings(config), settings));
  }
});
