/** Which room may know which: read from the imports themselves. The picture is in ARCHITECTURE.md. */

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { describe, test } from "node:test";

/** From the ground up: a room may import from itself and from those before it. */
const rooms = [
  "data",
  "types.ts",
  "util",
  "syntax",
  "edits",
  "format",
  "instructions",
  "stage",
  "packages",
  "context",
  "image",
  "rights",
  "locks",
  "node",
  "demotion",
  "projects",
  "servers",
  "multistage",
  "bases",
  "rules",
  "engine",
  "proof",
  "workspace",
  "language",
  "features",
  "requests.ts",
  "host",
  "cli",
  "lsp",
  "tools",
  "client",
];

/** What only the rim may name: the disk, programs, the protocol, the terminal. */
const outside: readonly (readonly [is: (name: string) => boolean, rooms: readonly string[]])[] = [
  [isBuiltin, ["host", "cli", "lsp", "tools", "client"]],
  // Knows positions in a text and nothing of the protocol.
  [(name) => name === "vscode-languageserver-textdocument", ["lsp", "cli"]],
  [(name) => /^vscode-(?:languageserver(?!-textdocument)|jsonrpc)/.test(name), ["lsp"]],
  [(name) => /^vscode(?:$|-languageclient)/.test(name), ["client"]],
];

/** The only files that may name single rules: the engine's own, whose work follows what the others have found. */
const knowRules = ["server/rules/index.ts", "server/engine/lint.ts", "server/engine/unused.ts"];

/** Files for one platform each, which the builds start from. */
const entries = new Set(["node", "browser", "index"]);

interface Import {
  readonly file: string;
  /** A file of the repository by its path, or the name of a package. */
  readonly target: string;
  /** Whether it is loaded with the file: it is no import of types alone, and none for later. */
  readonly isAtOnce: boolean;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesIn(file) : file.endsWith(".ts") ? [file] : [];
  });
}

function importsOf(file: string): Import[] {
  const found = readFileSync(file, "utf8").matchAll(
    /^(?:import|export)\b[^;"']*?\bfrom "([^"\n]+)"|^import "([^"\n]+)"|\bimport\("([^"\n]+)"\)/gm,
  );
  return [...found].map(([text, from, bare, dynamic]) => {
    const name = from ?? bare ?? dynamic ?? "";
    const isAtOnce = dynamic === undefined && !/^(?:import|export) type\b/.test(text);
    if (!name.startsWith(".")) return { file, target: name, isAtOnce };
    const target = path.posix.join(path.posix.dirname(file), name);
    return {
      file,
      target: /\.\w+$/.test(target) ? target : target === "server/rules" ? `${target}/index.ts` : `${target}.ts`,
      isAtOnce,
    };
  });
}

function roomOf(file: string): string {
  const [top = "", second = ""] = file.split("/");
  return top === "client" ? top : second;
}

const files = [...filesIn("server"), ...filesIn("client")];
const imports = files.flatMap(importsOf);
const inside = imports.filter(({ target }) => /^(?:server|client)\//.test(target));

describe("the rooms", () => {
  test("every file stands in one of them", () => {
    assert.deepEqual([...new Set(files.map(roomOf))].sort(), [...rooms].sort());
    const lost = inside.filter(({ target }) => target.endsWith(".ts") && !files.includes(target));
    assert.deepEqual(lost, [], "an import that this test does not understand");
  });

  test("imports lead down", () => {
    const upward = inside
      .filter(({ file, target }) => rooms.indexOf(roomOf(target)) > rooms.indexOf(roomOf(file)))
      .map(({ file, target }) => `${file} imports ${target}`);
    assert.deepEqual(upward, []);
  });

  test("no file imports itself by way of others", () => {
    const targets = new Map<string, string[]>();
    for (const { file, target } of inside) targets.set(file, [...(targets.get(file) ?? []), target]);
    const done = new Set<string>();
    const visit = (file: string, way: readonly string[]): void => {
      assert.ok(!way.includes(file), `a circle: ${[...way, file].join(" → ")}`);
      if (done.has(file)) return;
      for (const target of targets.get(file) ?? []) visit(target, [...way, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    assert.equal(done.size >= files.length, true);
  });

  test("nobody outside of the rules names one", () => {
    const named = inside
      .filter(({ file, target }) => roomOf(target) === "rules" && roomOf(file) !== "rules")
      .filter(({ target }) => target !== "server/rules/index.ts");
    assert.deepEqual(named, []);
    const ids = new Set(
      files.filter((file) => roomOf(file) === "rules").map((file) => path.posix.basename(file, ".ts")),
    );
    const spoken = files
      .filter((file) => ["engine", "workspace", "features", "host", "cli", "lsp"].includes(roomOf(file)))
      .flatMap(
        (file) =>
          readFileSync(file, "utf8")
            .match(/"[a-z]+(?:-[a-z0-9]+)+"/g)
            ?.map((word) => ({ file, word })) ?? [],
      )
      .filter(({ word }) => ids.has(word.slice(1, -1)));
    assert.deepEqual(spoken, []);
  });

  test("only the rim knows the protocol, the editor and the machine", () => {
    const wrong = imports.filter(({ file, target }) =>
      outside.some(([is, allowed]) => is(target) && !allowed.includes(roomOf(file))),
    );
    assert.deepEqual(wrong, []);
  });

  test("what runs in a browser does not reach Node.js", () => {
    const reached = new Set(["server/lsp/browser.ts", "client/browser.ts"]);
    // What is added while a set is gone through comes up, too.
    for (const from of reached) for (const { file, target } of inside) if (file === from) reached.add(target);
    const wrong = imports.filter(({ file, target }) => reached.has(file) && isBuiltin(target));
    assert.deepEqual(wrong, []);
  });

  test("the extension is activated without the library of language clients", () => {
    const loaded = new Set(["client/activate.ts", "client/node.ts", "client/browser.ts"]);
    const atOnce = imports.filter(({ isAtOnce }) => isAtOnce);
    for (const from of loaded) for (const { file, target } of atOnce) if (file === from) loaded.add(target);
    assert.deepEqual(
      [...loaded].filter((name) => name.startsWith("vscode-")),
      [],
    );
    assert.ok(loaded.has("client/extension.ts"));
  });

  test("rules do not know each other", () => {
    const wrong = inside
      .filter(({ file, target }) => /^server\/rules\/(?!index\.ts)/.test(target) && !knowRules.includes(file))
      .map(({ file, target }) => `${file} imports ${target}`);
    assert.deepEqual(wrong, []);
  });

  test("the picture in ARCHITECTURE.md shows these rooms in this order", () => {
    const [, picture = ""] = readFileSync("ARCHITECTURE.md", "utf8").split("```");
    const shown = [...picture.matchAll(/^ *(?:(?:[a-z]+\/(?: {2,}|$))+|[a-z]+\.ts )/gm)]
      .flatMap(([line]) => line.trim().split(/\s+/))
      .map((name) => name.replace(/\/$/, ""))
      .filter((name) => name !== "server");
    assert.deepEqual(shown, [...rooms].reverse());
  });

  test("a name of a file means one thing", () => {
    const places = new Map<string, string[]>();
    for (const file of files) {
      const name = path.posix.basename(file, ".ts");
      if (!entries.has(name)) places.set(name, [...(places.get(name) ?? []), file]);
    }
    const doubled = [...places.values()].filter((paths) => paths.length > 1);
    assert.deepEqual(doubled, []);
  });

  test("a room is small enough to look through", () => {
    const sizes = new Map<string, number>();
    for (const file of files) sizes.set(roomOf(file), (sizes.get(roomOf(file)) ?? 0) + 1);
    const large = [...sizes].filter(([room, size]) => room !== "rules" && size > 40);
    assert.deepEqual(large, []);
  });

  for (const page of ["CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md"]) {
    const text = readFileSync(page, "utf8");
    test(`${page} names files that there are, and what is in them`, () => {
      const pathOf = (name: string) =>
        [`server/${name}`, name].find(existsSync) ?? files.find((file) => path.posix.basename(file) === name);
      for (const [, name = ""] of text.matchAll(/`((?:\w+\/)*[\w-]+\.(?:test\.)?(?:ts|mjs))`/g)) {
        // The pattern of a name.
        if (!name.endsWith("/ID.ts")) assert.ok(pathOf(name), name);
      }
      // "`one`, `two` in `room/file.ts`"
      const said = text.matchAll(/((?:`[A-Za-z.]+(?:\([^`]*\))?`(?:, | and )?)+) in `((?:\w+\/)*\w+\.ts)`/g);
      for (const [, names = "", file = ""] of said) {
        const source = readFileSync(pathOf(file) ?? file, "utf8");
        for (const [, name = ""] of names.matchAll(/`(?:[A-Za-z]+\.)?(\w+)(?:\([^`]*\))?`/g))
          assert.match(source, new RegExp(`\\b${name}\\b`), `${name} in ${file}`);
      }
    });
  }
});
