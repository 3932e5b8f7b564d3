/** What may be typed, or lie in a repository, to make us work for ever; a program counts what each costs. */

import { readBuilds } from "../server/context/builds";
import { distributionEnd, endOfLife } from "../server/data/endOfLife";
import { imageFacts, nodeTag } from "../server/data/images";
import { parseHadolintConfig } from "../server/engine/hadolintConfig";
import { harden, hardenIgnore } from "../server/engine/harden";
import { lint, lintIgnore } from "../server/engine/lint";
import { completeDockerfile, completeIgnore } from "../server/features/completion";
import { copyHover, ignoreHover } from "../server/features/contextHover";
import { variableHover } from "../server/features/variableHover";
import { handlesSignals, isServer } from "../server/node/shutdown";
import { addShutdownHandler } from "../server/node/shutdownHandler";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { decide, parseIgnore } from "../server/syntax/dockerignore";
import { parseShell } from "../server/syntax/shell";
import { expand, variablesIn } from "../server/syntax/variables";
import type { Facts, ShellLanguage } from "../server/types";
import type { Selection } from "../server/workspace/census";
import { languageCases } from "./hostileLanguage";

/** A title, what is done for a size, and the smaller of the two sizes that are compared. */
type Case = readonly [title: string, run: (size: number) => unknown, size: number];

const today = "2026-11-23";

/** So many parts, each with its number. */
function many(size: number, part: (index: number) => string): string {
  return Array.from({ length: size }, (_, index) => part(index)).join("");
}

function shell(title: string, text: (size: number) => string, size: number): Case[] {
  return (["sh", "powershell", "cmd"] as const).map((language: ShellLanguage) => [
    `${language}: ${title}`,
    (size) => parseShell({ text: text(size), toDocument: (offset) => offset }, language),
    size,
  ]);
}

function builds(path: string, ...texts: readonly ((size: number) => string)[]): Case[] {
  return texts.map((text) => [`${path}: ${text(1).slice(0, 60)}`, (size) => readBuilds(path, text(size)), 1000]);
}

const pathOf = {
  "in one folder": (index: number) => `file-${index}.log`,
  "in many folders": (index: number) => `packages/p${index % 100}/src/module-${index % 1000}/file-${index}.test.ts`,
};

function completions(): Case[] {
  const ignore = "**/node_modules\n.git\n**/*.md\n*.txt\n!README.md\n**/coverage\ndist\n";
  const asks: Readonly<Record<string, (facts: Facts) => unknown>> = {
    COPY: (facts) => completeDockerfile(parseDockerfile("COPY "), 5, facts),
    "COPY of a name": (facts) => completeDockerfile(parseDockerfile("COPY file-999"), 13, facts),
    "COPY of a folder": (facts) => completeDockerfile(parseDockerfile("COPY packages/p1/src/"), 21, facts),
    "a pattern": (facts) => completeIgnore(parseIgnore(ignore), ignore.length, facts),
    "a pattern that keeps": (facts) => completeIgnore(parseIgnore(`${ignore}!`), ignore.length + 1, facts),
  };
  return Object.entries(asks).flatMap(([title, ask]) =>
    Object.entries(pathOf).map(([where, path]): Case => {
      const files = (size: number) => Array.from({ length: size }, (_, index) => path(index)).sort();
      const file = { ...parseIgnore(ignore), path: ".dockerignore" };
      return [
        `completing ${title} among files ${where}`,
        (size) => ask({ today, path: "Dockerfile", files: files(size), ignore: file }),
        4000,
      ];
    }),
  );
}

function hovers(): Case[] {
  const patterns = many(100, (index) => `**/*.log${index}\n`);
  const text = `**/*.log\n${patterns}!**/*.log\n**/*.lo*`;
  const share = { files: 0, bytes: 0, biggest: [] };
  const selection: Selection = { sent: share, ignored: share, first: [], secrets: [] };
  const asks: Readonly<Record<string, (facts: Facts) => unknown>> = {
    "a pattern": (facts) => ignoreHover(parseIgnore(text), 0, facts),
    "a pattern that was counted": (facts) => ignoreHover(parseIgnore(text), 15, facts, [share, share]),
    "COPY of all": (facts) => copyHover(parseDockerfile("COPY . ."), 5, facts, selection),
    "COPY of some": (facts) => copyHover(parseDockerfile("COPY src/*/*.log ."), 5, facts, selection),
  };
  const ignore = { ...parseIgnore(text), path: ".dockerignore" };
  return Object.entries(asks).map(([title, ask]): Case => {
    const files = (size: number) =>
      Array.from({ length: size }, (_, index) => `src/p${index % 300}/${index}.log`).sort();
    return [`pointing at ${title}`, (size) => ask({ today, path: "Dockerfile", files: files(size), ignore }), 600];
  });
}

function names(): Case[] {
  const pieces = ["a", "1.", "a-", "alpine", "gcr.io/distroless/-debian1", "jupyter/a-", "library/", "nanoserver1"];
  return pieces.map((piece): Case => {
    const run = (size: number) => {
      const long = piece.repeat(size / piece.length);
      for (const text of [long, `${long}!`, `jupyter/${long}`, `gcr.io/distroless/${long}!`]) {
        imageFacts(text, text);
        nodeTag(text);
        endOfLife(text, text, today);
        endOfLife("python", text, today);
        distributionEnd("debian", text, today);
      }
    };
    return [`an image called ${piece}${piece}…`, run, 20_000];
  });
}

function programs(): Case[] {
  const units = [
    "/*",
    '\\"',
    "/[",
    "`${",
    "'",
    "{",
    "process.on('",
    "<a/>'",
    "a.use()",
    "\u{20000}",
    " ",
    "a<b>(",
    "(a?",
  ];
  return units.map((unit): Case => {
    const run = (size: number) => {
      const source = `${unit.repeat(size / unit.length)} SIGTERM`;
      handlesSignals(source);
      isServer(source);
      addShutdownHandler(source);
      addShutdownHandler(source, true);
    };
    return [`a program of ${unit}`, run, 2000];
  });
}

function words(): Case[] {
  const lookup = (name: string) => (name === "X" ? "x" : "a".repeat(9000));
  const texts: readonly (readonly [text: (size: number) => string, size: number])[] = [
    [(size) => "${X:-".repeat(size), 2000],
    [(size) => `\${X/${"*a".repeat(size)}/b}`, 2000],
    [(size) => `\${X:-${'"'.repeat(2 * size + 1)}}`, 2000],
    [(size) => "$X".repeat(size), 2000],
    [(size) => `\${LONG#${"*a".repeat(size)}b}`, 100],
    [(size) => `\${LONG//${"?".repeat(size)}b/c}`, 500],
    [(size) => "${LONG//a/$LONG}".repeat(size), 50],
  ];
  return texts.map(([text, size]): Case => {
    const run = (size: number) => {
      expand(text(size), lookup, "\\");
      variablesIn(text(size), "\\");
    };
    return [`a word with ${text(1)}`, run, size];
  });
}

/** Where every level holds the one below nine times, only what is given up in time ends at all. */
const bomb = (levels: number) =>
  `a: &a [x,x,x,x,x,x,x,x,x]\n${many(levels, (i) => `b${i}: &b${i} [${`*${i ? `b${i - 1}` : "a"},`.repeat(9)}]\n`)}`;

/** What must be seen to grow faster than its size: loops, searches, and steps back in one regular expression. */
export const controls: readonly Case[] = [
  [
    "control: loops",
    (size) => {
      let sum = 0;
      for (let one = 0; one < size; one++) for (let other = 0; other < size; other++) sum += other;
      return sum;
    },
    500,
  ],
  [
    "control: searches",
    (size) => {
      const text = "a".repeat(size);
      for (let at = 0; at < size; at++) if (text.indexOf("b", at) >= 0) return true;
      return false;
    },
    500,
  ],
  [
    "control: regular expressions from each place",
    (size) => Array.from("a".repeat(size), (_, at) => /b$/.exec("a".repeat(size - at))),
    500,
  ],
  ["control: steps back", (size) => /control*o*l*l*!/.test(`contro${"l".repeat(size)}`), 2000],
];

/** Files that repeat one thing, as every rule looks at them. */
const repeated: Readonly<Record<string, (size: number) => string>> = {
  "apt-get": (size) => `FROM debian\n${"RUN apt-get update && apt-get install -y curl\nENV A=$B\n".repeat(size)}`,
  npm: (size) => `FROM node:24\nWORKDIR /a\n${"COPY package.json ./\nRUN npm install\n".repeat(size)}`,
  "work of a user": (size) =>
    `FROM node:24\nWORKDIR /a\nUSER node\n${"RUN npm ci && mkdir -p x/y && touch z\n".repeat(size)}`,
  stages: (size) => many(size, (i) => `FROM debian AS s${i}\nCOPY --from=s${i - 1} /a /a\nRUN curl -o /x y\n`),
  "stages on one another": (size) =>
    `FROM debian AS s0\n${many(size, (i) => `FROM s${i} AS s${i + 1}\nRUN curl -o /a x && chown 1 /a\n`)}`,
  "stages of one stage": (size) =>
    `FROM node AS b\nRUN npm ci\n${many(size, (i) => `FROM b AS s${i}\nCOPY . .\nRUN npm run build\n`)}`,
  "starts and checks": (size) =>
    `FROM alpine\n${'RUN cd /x && ./s.sh\nHEALTHCHECK CMD curl x\nCMD ["sh","-c","node $A"]\n'.repeat(size)}`,
  links: (size) => `FROM debian\nUSER 5\n${many(size, (i) => `RUN ln -s /a${i} /b${i} && cp /c /b${i}/d\n`)}`,
  heredocs: (size) => `FROM debian\n${"RUN <<E\nmkdir a\ncurl -k http://x | sh\nE\n".repeat(size)}`,
  "one heredoc": (size) => `FROM debian\nRUN <<E\n${"mkdir a\ncurl -k http://x | sh\ncd x\n".repeat(size)}E\n`,
  mounts: (size) => `FROM node\nUSER node\n${"RUN --mount=type=cache,target=/root/.npm npm ci\n".repeat(size)}`,
  pip: (size) => `FROM python\nCOPY . .\n${"RUN pip install -r r.txt && python -m venv v\n".repeat(size)}`,
  "one RUN": (size) => `FROM debian\nRUN true${" \\\n  && apt-get install -y a && cd /x && rm -rf /y".repeat(size)}\n`,
  downloads: (size) =>
    `FROM debian\nRUN ${many(size, (i) => `curl -o /t${i} https://x/${i} && tar xf /t${i} && `)}true\n`,
  words: (size) => `FROM debian\nRUN echo ${"a b ".repeat(20 * size)}\n`,
  variables: (size) =>
    `FROM debian\nENV ${many(size, (i) => `A${i}=${i} `)}\nRUN echo ${many(size, (i) => `$A${i} `)}\n`,
  arguments: (size) =>
    `${many(size, (i) => `ARG G${i}=1\n`)}FROM debian\n${many(size, (i) => `ARG G${i}\nRUN echo $G${i}\n`)}`,
  copies: (size) => `FROM node\nWORKDIR /a\n${many(size, (i) => `COPY a${i} ./b${i}\nCOPY --chown=node d e/\n`)}`,
  sources: (size) => `FROM debian\nCOPY ${many(size, (i) => `a${i} b/*.${i} `)}/x/\n`,
  labels: (size) => `FROM debian\nLABEL ${many(size, (i) => `a.b${i}="x y" `)}\n`,
  comments: (size) =>
    `FROM debian\nRUN a \\\n${"# c\n  b \\\n".repeat(size)}  c\n${`${"#".repeat(70)}\n`.repeat(size)}`,
  secrets: (size) =>
    `FROM debian\n${many(size, (i) => `ARG TOKEN${i}=abc\nRUN curl -H "Authorization: Bearer abcdef${i}" x\n`)}`,
};

/** Sizes at which what each file costs once no longer counts. */
function files(): Case[] {
  return Object.entries(repeated).map(([title, text]) => [
    `a file of ${title}`,
    (size) => lint(parseDockerfile(text(size)), { today }, { rules: {}, all: true }),
    100,
  ]);
}

/** The same files, hardened: as often as there are rounds, and each fix beside all others. */
function hardened(): Case[] {
  const titles = ["apt-get", "npm", "comments", "secrets", "stages on one another", "variables", "one RUN"];
  return titles.map((title) => [
    `hardening a file of ${title}`,
    (size) => harden(repeated[title]?.(size) ?? "", { today }, { rules: {}, all: true }),
    100,
  ]);
}

/** Ignore files that repeat one thing, looked at and hardened. */
function ignoreFiles(): Case[] {
  const texts: Readonly<Record<string, (size: number) => string>> = {
    patterns: (size) => many(size, (i) => `a${i}\n`),
    "patterns that keep": (size) => many(size, (i) => `*.x${i}\n!a.x${i}\n`),
    "the same pattern": (size) => "node_modules\n".repeat(size),
    comments: (size) => "# a\n".repeat(size),
  };
  return Object.entries(texts).flatMap(([title, text]): Case[] => {
    const facts = (size: number): Facts => ({ today, ignore: { ...parseIgnore(text(size)), path: ".dockerignore" } });
    return [
      [`an ignore file of ${title}`, (size) => lintIgnore(parseIgnore(text(size)), facts(size), { rules: {} }), 2000],
      [`hardening an ignore file of ${title}`, (size) => hardenIgnore(text(size), facts(size), { rules: {} }), 2000],
    ];
  });
}

export const hostile: readonly Case[] = [
  ...languageCases(repeated),
  ...files(),
  ...hardened(),
  ...ignoreFiles(),
  ...shell("many &&", (size) => `a${" && a".repeat(size)}`, 1000),
  ...shell("deep substitutions", (size) => `echo ${"$(".repeat(size)}a${")".repeat(size)}`, 500),
  ...shell("deep quoted substitutions", (size) => `echo ${'"$('.repeat(size)}`, 1000),
  ...shell("groups in substitutions", (size) => `${"(".repeat(200)}$(`.repeat(size), 50),
  ...shell("open parentheses", (size) => "(".repeat(size), 2000),
  ...shell("open braces", (size) => "{ ".repeat(size), 2000),
  ...shell("open tests", (size) => "[[ ".repeat(size), 2000),
  ...shell("groups in a test", (size) => `[[ ${"( ".repeat(size)}`, 2000),
  ...shell("a long test", (size) => `[[ a${" && ! a".repeat(size)} ]]`, 2000),
  ...shell("defaults", (size) => "${x:-".repeat(size), 1000),
  ...shell("backquotes", (size) => "`".repeat(size), 2000),
  ...shell("escaped backquotes", (size) => `echo \`${"\\`".repeat(size)}`, 500),
  ...shell("open quote", (size) => `"${"a ".repeat(size)}`, 5000),
  ...shell("one long word", (size) => "a".repeat(size), 20_000),
  ...shell("one long option", (size) => `a -${"b".repeat(size)}`, 20_000),
  ...shell("one long quoted word", (size) => `'${"a".repeat(size)}'`, 20_000),
  ...shell("many blanks", (size) => `a${" ".repeat(size)}b`, 20_000),
  ...shell("many words", (size) => "a ".repeat(size), 2000),
  ...shell("many assignments", (size) => `env ${"A=1 ".repeat(size)}b`, 2000),
  ...shell("many wrappers", (size) => "env A=1 ".repeat(size), 2000),
  ...shell("evals", (size) => "eval ".repeat(size), 500),
  ...shell("nested scripts", (size) => `sh -c '${"sh -c ".repeat(size)}'`, 2000),
  ...shell("heredocs", (size) => "cat <<A\n".repeat(size), 1000),
  ...shell("continuations", (size) => "a `\n^\n\\\n".repeat(size), 1000),
  ...shell("redirects", (size) => "> ".repeat(size), 2000),
  ...shell(
    "binary",
    (size) => String.fromCharCode(...Array.from({ length: size }, (_, i) => (i * 7919) % 256)),
    10_000,
  ),
  ...builds(
    "compose.yaml",
    (size) => bomb(Math.round(Math.log2(size))),
    (size) => "[".repeat(size),
    (size) => "a: ".repeat(size),
    (size) => "- ".repeat(size),
    (size) => many(size, (i) => `k${i}: v\n`),
    (size) =>
      `x: &x {${many(500, (i) => `k${i}: 1, `)}}\nservices:\n${many(size, (i) => ` s${i}: {build: {<<: *x, context: ., args: *x}}\n`)}`,
    (size) => `services: {a: {build: '${"${A:-".repeat(size)}'}}`,
    (size) => `services: {a: {build: '${"${A:-".repeat(9)}${"{}".repeat(size)}${"}".repeat(9)}'}}`,
    (size) => `services:\n${"&a ".repeat(size)}`,
    (size) => `services:\n${"!a ".repeat(size)}`,
    (size) => `services:\n${"[".repeat(size)}`,
    (size) => `services:\n${"- ".repeat(size)}`,
  ),
  ...builds(
    "docker-bake.hcl",
    (size) => 'target "a" { args = '.repeat(size),
    (size) => `target "a" { args = ${"[".repeat(size)}`,
    (size) => `target "a" { args = ${"{a=".repeat(size)}`,
    (size) => `target "a" { context = ${'"${"'.repeat(size)}`,
    (size) =>
      `${many(size, (i) => `variable "v${i}" { default = "\${v${i + 1}}\${v${i + 1}}" }\n`)}target "a" { context = v0 }`,
    (size) => many(size, (i) => `target "t${i}" { inherits = ["t${i + 1}", "t${i + 2}"] }\n`),
    (size) => `target "t" { args = {${many(size, (i) => `a${i} = "x"\n`)}} }`,
    (size) => "<<EOF\n".repeat(size),
    (size) => "/*".repeat(size),
    (size) => "a ".repeat(size),
    (size) => '"'.repeat(size),
    (size) => "{".repeat(size),
  ),
  ...builds(
    "docker-bake.json",
    (size) => `{"target":${"[".repeat(size)}`,
    (size) => `{"target":{"a":${'{"args":'.repeat(size)}`,
  ),
  ...builds(
    ".devcontainer.json",
    (size) => "[".repeat(size),
    (size) => '{"build":'.repeat(size),
  ),
  ...[
    bomb,
    (size: number) => "[".repeat(size),
    (size: number) => "a: ".repeat(size),
    (size: number) => "- ".repeat(size),
  ].map(
    (text): Case => [
      `.hadolint.yaml: ${text(1).slice(0, 30)}`,
      (size) => parseHadolintConfig(text(size)),
      text === bomb ? 9 : 4000,
    ],
  ),
  ...["*a", "**/a", "a**", "*", "[a-z]*?"].map(
    (unit): Case => [
      `a pattern of ${unit}`,
      (size) => {
        const pattern = unit.repeat(40);
        decide(parseIgnore(`${pattern}x\n${pattern}[^a]`), `${"a".repeat(size)}/`.repeat(20));
      },
      200,
    ],
  ),
  ...completions(),
  [
    "completing after comments between continued lines",
    (size) => {
      const text = `FROM a\r\nCOPY \\\r\n${"# x\r\n".repeat(size)}`;
      for (const end of ["", "x", "x y\r\n"]) {
        completeDockerfile(parseDockerfile(text + end), text.length + end.length, { today, files: ["a"] });
      }
    },
    1000,
  ],
  ...hovers(),
  ...names(),
  [
    "comments and problems",
    (size) =>
      lint(
        parseDockerfile("# drydock ignore=root-user,a,b\n# check=skip=A\nMAINTAINER a\n".repeat(size)),
        { today },
        { rules: {} },
      ),
    100,
  ],
  ...programs(),
  [
    "variables of variables",
    (size) => {
      const text = `FROM scratch\n${many(size, (index) => `ENV A${index}=${`$A${index - 1}`.repeat(50)}\n`)}`;
      variableHover(parseDockerfile(text), text.length - 5);
    },
    400,
  ],
  ...words(),
];
