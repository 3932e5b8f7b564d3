/** What compose files, bake files and devcontainer.json say about builds. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isBuildFile, readBuilds } from "../server/context/builds";
import { readCompose } from "../server/context/compose";
import { lint } from "../server/engine/lint";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { BuildDefinition, ContextChoice } from "../server/types";
import { uriOf } from "../server/util/uris";
import { definedBuilds } from "../server/workspace/chooseContext";

/** "context dockerfile" for each build, with what else is known as `key=value`. */
function say({ name, context, dockerfile, target, args, contexts }: BuildDefinition): string {
  const rest = [
    target === undefined ? [] : [`target=${target}`],
    Object.entries(args).map(([key, value]) => `${key}=${value ?? "?"}`),
    contexts.map((other) => `+${other}`),
  ];
  return [name, context || ".", dockerfile, ...rest.flat()].join(" ");
}

const lines = (...parts: string[]) => parts.join("\n");

const cases: readonly (readonly [path: string, text: string, ...builds: string[]])[] = [
  // ------------------------------------------------------------------ compose
  ["compose.yaml", "services: {web: {build: .}}", "web . Dockerfile"],
  ["a/b/compose.yaml", "services: {web: {build: ../web}}", "web a/web a/web/Dockerfile"],
  ["compose.yaml", "services: {web: {build: ./web/}, db: {image: postgres}}", "web web web/Dockerfile"],
  [
    "docker-compose.yml",
    "services: {web: {build: {context: app, dockerfile: ../docker/web.Dockerfile, target: dev}}}",
    "web app docker/web.Dockerfile target=dev",
  ],
  ["compose.yaml", "services: {web: {build: {dockerfile: dev.Dockerfile}}}", "web . dev.Dockerfile"],
  [
    "compose.yaml",
    "services: {web: {build: {args: {A: 1, B: x, C: , D: '${D}', E: '${E:-e}', F: true}}}}",
    "web . Dockerfile A=1 B=x C=? D=? E=e F=true",
  ],
  ["compose.yaml", "services: {web: {build: {args: [A=1, B, 'C=a=b', 7]}}}", "web . Dockerfile A=1 B=? C=a=b"],
  [
    "compose.yaml",
    "services: {web: {build: {additional_contexts: {base: ../base, x: 'service:x'}}}}",
    "web . Dockerfile +base +x",
  ],
  ["compose.yaml", "services: {web: {build: {additional_contexts: [base=../base]}}}", "web . Dockerfile +base"],
  ["compose.yaml", "services: {web: {build: {dockerfile_inline: FROM x}}}"],
  ["compose.yaml", "services: {a: {build: 'https://example.com/a.git'}, b: {build: git@example.com:b.git}}"],
  ["compose.yaml", "services: {a: {build: /abs}, b: {build: ../out}, c: {build: ~/c}, d: {build: 'C:\\d'}}"],
  [
    "compose.yaml",
    "services: {a: {build: '${A}'}, b: {build: $B}, c: {build: '${C:?no}'}, d: {build: '${D:-d}'}}",
    "d d d/Dockerfile",
  ],
  ["compose.yaml", "services: {a: {build: '${A-${B:-b}}/x$$y'}, b: {build: '${'}}", "a b/x$y b/x$y/Dockerfile"],
  ["compose.yaml", "services: {a: {build: '.\\web'}}", "a web web/Dockerfile"],
  [
    "compose.yaml",
    lines(
      "x-build: &build",
      "  context: .",
      "  args: {A: a}",
      "services:",
      "  one: {build: *build}",
      "  two:",
      "    build:",
      "      <<: *build",
      "      dockerfile: two.Dockerfile",
      "      tags: !override [x]",
    ),
    "one . Dockerfile A=a",
    "two . two.Dockerfile A=a",
  ],
  [
    "compose.yaml",
    "services: &all {web: &web {build: {context: a, <<: [{context: b, target: c}, {target: d}]}}, x: {<<: *web}, <<: *all}",
    "web a a/Dockerfile target=c",
    "x a a/Dockerfile target=c",
  ],
  // What these leave open another file says.
  ["compose.override.yaml", "services: {web: {build: {target: dev}}, api: {build: ./api}}", "api api api/Dockerfile"],
  ["compose.yaml", "services: {web: {extends: {service: base}, build: {target: dev}}}"],
  ["compose.yaml", "services: [a, b]"],
  ["compose.yaml", "services: {web: {build: {context: [x]}}, api: {build: 7}, db: , x: {build: }}"],
  ["compose.yaml", "services: {web: {build: .}"],
  ["compose.yaml", "version: 3\nservices:\n  web:\n    build: .\n  web:\n    build: b", "web b b/Dockerfile"],
  // --------------------------------------------------------------------- bake
  ["docker-bake.hcl", 'target "app" {}', "app . Dockerfile"],
  [
    "docker/docker-bake.hcl",
    lines(
      "# Builds everything.",
      'group "default" { targets = ["app"] }',
      'target "app" {',
      '  context    = "../app" // here',
      '  dockerfile = "x/Dockerfile"',
      '  target = "prod" /* not',
      "  this */",
      '  contexts = { base = "target:base", "other" : "../other" }',
      '  args = { A = "a", B = 2, C = true, D = upper("d"), E = null',
      '    "F" = "f" }',
      '  tags = ["x:${TAG}", notequal("", X) ? "a" : "b"]',
      "}",
    ),
    "app app app/x/Dockerfile target=prod A=a B=2 C=true D=? E=? F=f +base +other",
  ],
  [
    "docker-bake.hcl",
    lines(
      'variable "DIR" { default = "web" }',
      'variable "FILE" {',
      '  default = "${DIR}.Dockerfile"',
      '  validation { condition = DIR != "" }',
      "}",
      'variable "NONE" {}',
      'target "a" { context = DIR }',
      'target "b" { dockerfile = "docker/${FILE}" }',
      'target "c" { context = "${NONE}" }',
      'target "d" { context = "x/${upper("${DIR}")}" }',
      'target "e" { dockerfile = "a$${b}" }',
    ),
    "a web web/Dockerfile",
    "b . docker/web.Dockerfile",
    "e . a${b}",
  ],
  [
    "docker-bake.hcl",
    lines(
      'target "base" {',
      '  args = { A = "base", B = "base" }',
      "}",
      'target "api" {',
      '  inherits = ["base"]',
      '  context = "api"',
      '  args = { B = "api" }',
      "}",
      'target "dev" {',
      '  inherits = ["api", "extra"]',
      '  target = "dev"',
      "}",
      'target "extra" { target = "no" }',
    ),
    "api api api/Dockerfile A=base B=api",
    "dev api api/Dockerfile target=dev A=base B=api",
  ],
  [
    "docker-bake.hcl",
    'target "a" { inherits = ["b"] }\ntarget "b" {\n context = "b"\n inherits = ["a"]\n}',
    "b b b/Dockerfile",
  ],
  [
    "docker-bake.hcl",
    lines(
      'target "a" {',
      '  matrix = { dir = ["x", "y"] }',
      '  name = "a-${dir}"',
      '  context = "./${dir}"',
      "}",
      'target "b" {',
      "  dockerfile-inline = <<EOF",
      "FROM x }",
      "EOF",
      "}",
      'target "c" {',
      "  args = { A = <<-EOT",
      "    text",
      "    EOT",
      "  }",
      '  context = "https://example.com/x.git"',
      "}",
      'target "d" { args = { for k, v in X : k => v } }',
    ),
    "d . Dockerfile",
  ],
  ["docker-bake.override.hcl", 'target "a" { target = "x" }\ntarget "b" { context = "b" }', "b b b/Dockerfile"],
  ["docker-bake.hcl", 'target "a" {\n  context = "a\n  dockerfile = "b"\n}\n} ] target "c" {', "c . Dockerfile"],
  [
    "docker-bake.json",
    '{"variable": {"D": {"default": "d"}}, "target": {"a": {"context": "${D}", "args": {"A": 1}}, "b": {"inherits": ["a"], "dockerfile": "x"}}}',
    "a d d/Dockerfile A=1",
    "b d d/x A=1",
  ],
  ["docker-bake.json", '{"target": []}'],
  ["docker-bake.json", "{"],
  // ------------------------------------------------------------- devcontainer
  [
    ".devcontainer/devcontainer.json",
    lines(
      "// For this container",
      '{ "name": "Node", "build": { "dockerfile": "Dockerfile", "context": "..", "target": "dev",',
      '"args": { "A": "a", "B": "${localEnv:B}" }, }, }',
    ),
    "Node . .devcontainer/Dockerfile target=dev A=a B=?",
  ],
  [
    ".devcontainer/api/devcontainer.json",
    '{"build": {"dockerfile": "../../api/Dockerfile"}}',
    "devcontainer .devcontainer/api api/Dockerfile",
  ],
  [".devcontainer.json", '{"dockerFile": "dev.Dockerfile", "context": "app"}', "devcontainer app dev.Dockerfile"],
  [".devcontainer/devcontainer.json", '{"image": "node", "dockerComposeFile": "../compose.yaml"}'],
  [".devcontainer/devcontainer.json", '{"build": {"dockerfile": "${localWorkspaceFolder}/Dockerfile"}}'],
  [".devcontainer/devcontainer.json", '{"build": {"dockerfile": "../../Dockerfile"}}'],
  [".devcontainer/devcontainer.json", "[]"],
  ["package.json", '{"build": {"dockerfile": "x"}}'],
];

describe("builds", () => {
  for (const [path, text, ...builds] of cases) {
    test(`${path}: ${text}`, async () => {
      const found = await readBuilds(path, text);
      assert.deepEqual(found.map(say), builds);
      for (const { file } of found) assert.equal(file, path);
    });
  }

  test("are defined by files with certain names", () => {
    const names = [
      "compose.yaml",
      "a/compose.yml",
      "docker-compose.yaml",
      "compose.prod.yml",
      "docker-compose-dev.yml",
      "docker-bake.hcl",
      "docker-bake.override.hcl",
      "a/docker-bake.json",
      ".devcontainer.json",
      "a/.devcontainer/devcontainer.json",
      ".devcontainer/api/devcontainer.json",
    ];
    for (const name of names) assert.ok(isBuildFile(name), name);
    const others = [
      "decompose.yaml",
      "compose.json",
      "bake.hcl.md",
      "devcontainer.json",
      ".devcontainer/a/b/devcontainer.json",
    ];
    for (const name of others) assert.ok(!isBuildFile(name), name);
  });

  test("in hostile files do no harm", async () => {
    const many = (part: (i: number) => string, count = 100_000) => {
      let text = "";
      for (let i = 0; text.length < count; i++) text += part(i);
      return text;
    };
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (let i = 0; i < 9; i++) bomb.push(`b${i}: &b${i} [${`*${i ? `b${i - 1}` : "a"},`.repeat(9)}]`);
    const merging = `x: &x {${many((i) => `k${i}: 1, `, 50_000)}}\nservices:\n`;
    const hostile: [path: string, texts: string[]][] = [
      [
        "compose.yaml",
        [
          bomb.join("\n"),
          "[".repeat(10_000),
          "a: ".repeat(10_000),
          "- ".repeat(10_000),
          many((i) => `k${i}: v\n`),
          merging + many((i) => ` s${i}: {build: {<<: *x, context: ., args: *x}}\n`, 50_000),
          `services: {a: {build: '${"${A:-".repeat(40_000)}'}}`,
          `services: {a: {build: '${"${A:-".repeat(9)}${"{}".repeat(50_000)}${"}".repeat(9)}'}}`,
        ],
      ],
      [
        "docker-bake.hcl",
        [
          'target "a" { args = '.repeat(9000),
          `target "a" { args = ${"[".repeat(100_000)}`,
          `target "a" { args = ${"{a=".repeat(60_000)}`,
          `target "a" { context = ${'"${"'.repeat(50_000)}`,
          `${many((i) => `variable "v${i}" { default = "\${v${i + 1}}\${v${i + 1}}" }\n`)}target "a" { context = v0 }`,
          many((i) => `target "t${i}" { inherits = ["t${i + 1}", "t${i + 2}"] }\n`),
          `target "t" { args = {${many((i) => `a${i} = "x"\n`)}} }`,
          "<<EOF\n".repeat(40_000),
          "/*".repeat(100_000),
          "a ".repeat(100_000),
          '"'.repeat(100_000),
          "{".repeat(100_000),
        ],
      ],
      ["docker-bake.json", [`{"target":${"[".repeat(100_000)}`, `{"target":{"a":${'{"args":'.repeat(10_000)}`]],
      [".devcontainer.json", ["[".repeat(100_000), '{"build":'.repeat(10_000)]],
    ];
    for (const [path, texts] of hostile) {
      for (const text of texts) {
        assert.ok(Array.isArray(await readBuilds(path, text)), `${path}: ${text.slice(0, 60)}…`);
      }
    }
  });
});

test("names of additional contexts are neither stages nor images", async () => {
  const builds = await readBuilds(
    "compose.yaml",
    "services: {web: {build: {context: ., additional_contexts: [base=../base, tools=../tools, docker.io/library/x=../x]}}}",
  );
  const file = parseDockerfile("FROM base\nCOPY --from=tools /a /a\nFROM x:latest\n");
  const lintWith = (context: ContextChoice | undefined) => {
    const policy = { trustedRegistries: ["example.com"] };
    const problems = lint(file, { today: "2026-11-23", context, policy }, { rules: {} });
    const ids = ["latest-tag", "unknown-copy-stage", "untagged-image", "untrusted-registry"];
    return [...new Set(problems.map(({ rule }) => rule.id))].filter((id) => ids.includes(id)).sort();
  };
  assert.deepEqual(lintWith({ by: "definition", isCertain: true, builds }), []);
  assert.equal(lintWith(undefined).length, 4);
});

test("a context that no address can hold, or that lies behind a link, is none", async () => {
  const bake = (context: string) => `{"target":{"x":{"context":"${context}","dockerfile":"Dockerfile"}}}`;
  for (const context of ["\\ud800", "link", "link/inside"]) {
    const paths = ["docker-bake.json", "link"];
    const host = { read: async () => bake(context), list: async () => ({ paths, isComplete: true }) };
    const builds = await definedBuilds({ ...host, folder: async () => undefined, log() {} }, "file:///w", "Dockerfile");
    assert.equal(builds.filter((build) => build.context.startsWith("link")).length, 0);
    for (const build of builds) assert.equal(uriOf("file:///w", build.context), "file:///w/%EF%BF%BD");
  }
});

test("a command in words: quotes end where they began", async () => {
  const commands: [yaml: string, words: readonly string[]][] = [
    ["node a.js", ["node", "a.js"]],
    [`sh -c "node -e 'run(1)' && b"`, ["sh", "-c", "node -e 'run(1)' && b"]],
    [`sh -c 'echo "a b"'`, ["sh", "-c", 'echo "a b"']],
    ['a --b="c d"e f', ["a", "--b=c de", "f"]],
    ['a "b \\"c\\" d"', ["a", 'b "c" d']],
  ];
  for (const [written, words] of commands) {
    const text = `services:\n  web:\n    build: .\n    command: >-\n      ${written}\n`;
    const [build] = await readCompose("compose.yaml", text, () => undefined);
    assert.deepEqual(build?.service?.command?.value, words);
  }
});
