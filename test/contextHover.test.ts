/** What pointing at a pattern of an ignore file, or at what a Dockerfile copies, shows. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { copyHover, filterAt, ignoreHover, sourceAt } from "../server/features/contextHover";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { parseIgnore } from "../server/syntax/dockerignore";
import type { Facts } from "../server/types";
import { amountBelow, type Portion, type Selection, type Share, takeCensus } from "../server/workspace/census";
import { measure } from "../server/workspace/measure";

const files = [
  ".env",
  "README.md",
  "a.log",
  "b/[id].tsx",
  "b/c.log",
  "b/d/e.log",
  "b/f.js",
  "keep.log",
  "node_modules/",
  "odd `name`\n[x](y)",
];

function factsOf(ignore?: string): Facts {
  const parsed = ignore === undefined ? undefined : { ...parseIgnore(ignore), path: ".dockerignore" };
  return { today: "2026-11-23", path: "Dockerfile", files, ignore: parsed };
}

function splitAt(marked: string): { text: string; offset: number } {
  return { text: marked.replace("|", ""), offset: marked.indexOf("|") };
}

function share(files: number, bytes: number, ...biggest: Portion[]): Share {
  return { files, bytes, biggest };
}

function file(path: string, bytes: number): Portion {
  return { path, isFolder: false, files: 1, bytes };
}

function folder(path: string, files: number, bytes: number): Portion {
  return { path, isFolder: true, files, bytes };
}

const none = share(0, 0);

describe("pointing at a pattern", () => {
  /** `|` is where the pointer is; the share is that of the pattern there, undefined while it is being counted. */
  const cases: readonly (readonly [marked: string, share: Share | undefined, shown: string | undefined])[] = [
    [
      "# x\n**/node_|modules\n",
      share(12_431, 210_000_000, folder("node_modules", 12_430, 209_000_000), file("b/node_modules", 1_000_000)),
      "Leaves out 12,431 files, 210 MB:\n\n- `node_modules`: 12,430 files, 209 MB\n- `b/node_modules`: 1.0 MB",
    ],
    ["*.log|", share(9, 90, file("a.log", 50)), "Leaves out 9 files, 90 B:\n\n- `a.log`: 50 B\n- …"],
    ["*.log\n!|keep.log", share(1, 7, file("keep.log", 7)), "Brings back 1 file, 7 B:\n\n- `keep.log`: 7 B"],
    [
      "*.l|og\n!keep.log",
      share(1, 7, file("a.log", 7)),
      "Leaves out 1 file, 7 B:\n\n- `a.log`: 7 B\n\n`!keep.log` on line 2 comes later and decides about `keep.log`.",
    ],
    ["*.l|og", undefined, "Leaves out counting…"],
    ["!*.l|og", undefined, "Brings back counting…"],
    ["*.t|xt", none, "Matches nothing in the build context."],
    ["**/*.t|xt", none, "Decides about nothing that is known of the build context."],
    ["*.l|og\n*.log", none, "`*.log` on line 2 comes later and decides about `a.log`."],
    ["*.l|og\n\n!*.log", none, "`!*.log` on line 3 comes later and decides about `a.log`."],
    ["!REA|DME.md", none, "Matches `README.md`, which nothing leaves out before."],
    ["*.md\n!REA|DME.md\nREADME.md", none, "`README.md` on line 3 comes later and decides about `README.md`."],
    [
      "odd|*",
      share(1, 7, file(files.at(-1) as string, 7)),
      "Leaves out 1 file, 7 B:\n\n- `` odd `name`\\u000a[x](y) ``: 7 B",
    ],
    ["a[|", none, undefined],
    ["# |x", none, undefined],
    ["a\n|\nb", none, undefined],
  ];
  for (const [marked, share, shown] of cases) {
    test(JSON.stringify(marked), () => {
      const { text, offset } = splitAt(marked);
      const ignore = parseIgnore(text);
      const found = ignoreHover(ignore, offset, factsOf(), share && ignore.patterns.map(() => share));
      assert.equal(found?.markdown, shown);
      if (found) assert.ok(found.span.start <= offset && offset <= found.span.end);
    });
  }

  test("numbers that are not final", () => {
    const found = ignoreHover(parseIgnore("*.log"), 0, factsOf(), [share(9, 90, file("a.log", 90))], false);
    assert.match(found?.markdown ?? "", /^Leaves out at least 9 files, 90 B:/);
    const partial = ignoreHover(parseIgnore("*.txt"), 0, { ...factsOf(), isPartial: true }, [none]);
    assert.equal(partial?.markdown, "Decides about nothing that is known of the build context.");
  });

  test("nothing where no build context is known", () => {
    assert.equal(ignoreHover(parseIgnore("*.log"), 0, { today: "2026-11-23" }), undefined);
  });
});

const selection: Selection = {
  sent: { files: 12, bytes: 3_100_000 },
  ignored: { files: 2, bytes: 20 },
  first: ["b/f.js", "b/[id].tsx"],
  secrets: [],
};

describe("pointing at what is copied", () => {
  const taken = "12 files, 3.1 MB: `b/f.js`, `b/[id].tsx` …";

  /** The next is what is shown at `[[…]]`, which stands around it in the text, and what the source selects. */
  const cases: readonly (readonly [marked: string, source: string, shown: string, ignore?: string])[] = [
    ["COPY [[b|]] ./", "b", `Copies ${taken}`],
    ["COPY [[./b/|]] ./", "b", `Copies ${taken}`],
    ["ADD a [[b|]] ./", "b", `Copies ${taken}`],
    ["COPY [[|.]] ./", ".", `Copies ${taken}`],
    ['COPY [ [["b|"]], "./"]', "b", `Copies ${taken}`],
    ["ARG D=b\nCOPY [[$D|]] ./", "b", `Copies ${taken}`],
    ["COPY [[b/*|]] ./", "b/*", `Copies ${taken}`],
    ["COPY --exclude=*.log [[b|]] ./", "b", `Copies ${taken}`],
    ["COPY --parents [[b/**/*.js|]] ./", "b", `Copies ${taken}`],
    ["COPY --parents [[./b/./d|]] ./", "b/d", `Copies ${taken}`],
    [
      "COPY --exclude=c.log [[|b]] ./",
      "b",
      `Copies ${taken}\n\nLeft out 2 files, 20 B:\n\n- \`b/d\` by \`b/d\` (.dockerignore:1)`,
      "b/d\nb/c.log",
    ],
    ["RUN --mount=type=bind,source=[[b|]],target=/x y", "b", `Mounts ${taken}`],
    ["RUN --mount=source=[[|b/[id].tsx]],target=/x y", "b/\\[id\\].tsx", `Mounts ${taken}`],
    [
      "COPY [[|b]] ./",
      "b",
      `Copies ${taken}\n\nLeft out 2 files, 20 B:\n\n- \`b/c.log\` and others by \`**/*.log\` (.dockerignore:2)`,
      "\n**/*.log",
    ],
    [
      "COPY [[|.]] ./",
      ".",
      `Copies ${taken}\n\nLeft out 2 files, 20 B:\n\n- \`.env\` by \`.env\` (.dockerignore:1)\n` +
        "- `node_modules` by `**/node_modules` (.dockerignore:2)\n- `b/d` by `b/d` (.dockerignore:3)",
      ".env\n**/node_modules\nb/d",
    ],
    [
      "COPY [[|b/*]] ./",
      "b/*",
      `Copies ${taken}\n\nLeft out 2 files, 20 B:\n\n- \`b/c.log\` by \`b/c.log\` (.dockerignore:2)\n- \`b/d\` by \`b/d\` (.dockerignore:1)`,
      "b/d\nb/c.log",
    ],
    [
      "COPY [[|b]] ./",
      "b",
      `Copies ${taken}\n\nLeft out 2 files, 20 B:\n\n- \`b/[id].tsx\` and others by \`b\` (.dockerignore:1)`,
      "b\n!b/d",
    ],
  ];
  for (const [marked, source, shown, ignore] of cases) {
    test(marked + (ignore ? ` with ${JSON.stringify(ignore)}` : ""), () => {
      const lead = "FROM a\n";
      const plain = marked.replace("[[", "").replace("]]", "");
      const { text, offset } = splitAt(lead + plain);
      const parsed = parseDockerfile(text);
      assert.equal(sourceAt(parsed, offset), source);
      const found = copyHover(parsed, offset, factsOf(ignore), selection);
      assert.equal(found?.markdown, shown);
      const start = lead.length + marked.indexOf("[[");
      assert.equal(found?.span.start, start);
    });
  }

  const silent = [
    "COPY b ./|",
    "COPY --from=x b| ./",
    "CO|PY b ./",
    "COPY https://a.b/c| ./",
    "COPY ../b| ./",
    "COPY $X| ./",
    "ONBUILD COPY b| ./",
    "RUN --mount=type=cache,target=b| x",
    "COPY nothing| ./",
    "COPY *.nothing| ./",
  ];
  for (const marked of silent) {
    test(`nothing in ${marked}`, () => {
      const { text, offset } = splitAt(`FROM a\n${marked}`);
      assert.equal(copyHover(parseDockerfile(text), offset, factsOf()), undefined);
    });
  }

  test("secrets, and numbers that are not final", () => {
    const secrets = Array.from({ length: 7 }, (_, index) => `b/${index}.key`);
    const shown = (more: Partial<Selection>, isComplete = true) =>
      copyHover(parseDockerfile("COPY b ./"), 5, factsOf(), { ...selection, ...more }, isComplete)?.markdown;
    assert.equal(
      shown({ secrets }),
      `Copies ${taken}\n\n**Secrets by their names:** \`b/0.key\`, \`b/1.key\`, \`b/2.key\`, \`b/3.key\`, \`b/4.key\` …`,
    );
    assert.equal(shown({ secrets: ["b/`"] }), `Copies ${taken}\n\n**Secrets by their names:** \`\` b/\` \`\``);
    assert.equal(shown({}, false), `Copies at least ${taken}`);
    assert.equal(shown({ sent: { files: 0, bytes: 0 }, first: [] }), "Copies no file");
  });

  test("while it is being counted", () => {
    const found = copyHover(parseDockerfile("COPY b ./"), 5, factsOf("b/d\n"));
    assert.equal(found?.markdown, "Copies counting…\n\nLeft out:\n\n- `b/d` by `b/d` (.dockerignore:1)");
  });
});

test("what the census says is what is shown", async () => {
  const names = ["a.js", "[x].js", "b.log"];
  const host = {
    folder: async (uri: string) =>
      uri === "file:///w"
        ? [{ name: "src", isFolder: true, bytes: 0 }]
        : names.map((name) => ({ name, isFolder: false, bytes: 1000 })),
  };
  const ignore = { ...parseIgnore("**/*.log"), path: ".dockerignore" };
  const measured = await measure(host, "file:///w");
  const census = measured && (await takeCensus(measured, ignore));
  assert.ok(measured && census);
  const facts: Facts = { today: "2026-11-23", files: names.map((name) => `src/${name}`).sort(), ignore };
  const show = async (text: string, offset: number) => {
    const file = parseDockerfile(text);
    const selection = await amountBelow(measured, census, sourceAt(file, offset) ?? "", filterAt(file, offset));
    return copyHover(file, offset, facts, selection, measured.isComplete)?.markdown;
  };
  assert.equal(
    await show("COPY src ./", 5),
    "Copies 2 files, 2.0 kB: `src/[x].js`, `src/a.js`\n\n" +
      "Left out 1 file, 1.0 kB:\n\n- `src/b.log` by `**/*.log` (.dockerignore:1)",
  );
  const log = "Left out 1 file, 1.0 kB:\n\n- `src/b.log` by `**/*.log` (.dockerignore:1)";
  for (const [text, shown] of [
    ["COPY --exclude=a.* src ./", `Copies 1 file, 1.0 kB: \`src/[x].js\`\n\n${log}`],
    ["COPY --exclude=*.log src ./", "Copies 2 files, 2.0 kB: `src/[x].js`, `src/a.js`"],
    ["COPY --exclude=**/a.js src/a* ./", "Copies no file"],
    ["COPY --parents ./**/a.* ./", "Copies 1 file, 1.0 kB: `src/a.js`"],
    ["COPY --parents --exclude=src/a.js src ./", `Copies 1 file, 1.0 kB: \`src/[x].js\`\n\n${log}`],
    ["COPY --parents src/./*.ts ./", "Copies no file"],
  ] as const) {
    assert.equal(await show(text, text.lastIndexOf(" ") - 1), shown, text);
  }
  assert.equal(await show("RUN --mount=source=src/[x].js,target=/x y", 20), "Mounts 1 file, 1.0 kB: `src/[x].js`");
  assert.equal(
    ignoreHover(ignore, 0, facts, census.shares)?.markdown,
    "Leaves out 1 file, 1.0 kB:\n\n- `src/b.log`: 1.0 kB",
  );
});

test("there is something to say about many files and patterns", () => {
  const paths = Array.from({ length: 30_000 }, (_, index) => `src/p${index % 300}/${index}.log`).sort();
  const patterns = Array.from({ length: 100 }, (_, index) => `**/*.log${index}`);
  const text = ["**/*.log", ...patterns, "!**/*.log", "**/*.lo*"].join("\n");
  const facts: Facts = { ...factsOf(), files: paths, ignore: { ...parseIgnore(text), path: ".dockerignore" } };
  const asks = [
    () => ignoreHover(parseIgnore(text), 0, facts),
    () => ignoreHover(parseIgnore(text), 15, facts, [none, none]),
    () => copyHover(parseDockerfile("COPY . ."), 5, facts, selection),
    () => copyHover(parseDockerfile("COPY src/*/*.log ."), 5, facts, selection),
  ];
  for (const ask of asks) assert.ok(ask());
});
