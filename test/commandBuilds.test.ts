/** What commands of continuous integration, make and package scripts say about builds, and which of them ship. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mayStartBuilds, readBuilds } from "../server/context/builds";
import { shippedViews } from "../server/image/shipped";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { BuildDefinition } from "../server/types";

/** "name: context dockerfile" for each build, with what else is known. */
function say({ name, context, dockerfile, target, args, contexts, ...more }: BuildDefinition): string {
  const rest = [
    target === undefined ? [] : [`target=${target}`],
    Object.entries(args).map(([key, value]) => `${key}=${value ?? "?"}`),
    contexts.map((other) => `+${other}`),
    (["isNoImage", "isPushed", "isTargetUnknown"] as const).filter((key) => more[key]),
  ];
  return [`${name}:`, context || ".", dockerfile, ...rest.flat()].join(" ");
}

const workflow = ".github/workflows/release.yml";
const inJob = (steps: string, more = "") => `jobs:\n  a:\n    ${more}\n    steps:\n      - ${steps}\n`;
const pushing = (given: string) => inJob(`{uses: docker/build-push-action@v6, with: {push: true, ${given}}}`);

const cases: readonly (readonly [path: string, text: string, ...builds: string[]])[] = [
  [workflow, pushing("tags: x"), "a: . Dockerfile isPushed"],
  [workflow, pushing("context: ./api"), "a: api api/Dockerfile isPushed"],
  [workflow, pushing("context: ., file: docker/x"), "a: . docker/x isPushed"],
  [workflow, pushing("context: '{{defaultContext}}:web', file: docker/x"), "a: web web/docker/x isPushed"],
  [workflow, pushing('target: "${{ inputs.target }}"'), "a: . Dockerfile isPushed isTargetUnknown"],
  [workflow, pushing('file: "${{ inputs.file }}"')],
  [
    workflow,
    pushing('build-args: "A=1\\nB=${{ secrets.B }}\\nC", build-contexts: base=docker-image://x'),
    "a: . Dockerfile A=1 B=? C=? +base isPushed",
  ],
  [
    workflow,
    inJob("{uses: docker/build-push-action@v6, with: {target: lint}}"),
    "a: . Dockerfile target=lint isNoImage",
  ],
  [
    workflow,
    inJob("{uses: docker/build-push-action@v6, with: {outputs: 'type=local,dest=out'}}"),
    "a: . Dockerfile isNoImage",
  ],
  [
    workflow,
    inJob(
      '{uses: docker/build-push-action@v6, with: {load: true, context: "${{ matrix.at }}", target: "${{ matrix.it.t }}"}}',
      "strategy: {matrix: {at: [a, b], it: [{t: x}]}}",
    ),
    "a: a a/Dockerfile target=x",
    "a: b b/Dockerfile target=x",
  ],
  [
    workflow,
    inJob('run: docker build -t y -f "${{ matrix.f }}" .', "strategy: {matrix: {include: [{f: one}, {f: two}]}}"),
    "a: . one",
    "a: . two",
  ],
  [workflow, inJob("{working-directory: web, run: 'docker build -t x ..; docker push x'}"), "a: . Dockerfile isPushed"],
  [
    workflow,
    inJob("run: cd web && docker buildx build --push --target=prod -f d/x .."),
    "a: . web/d/x target=prod isPushed",
  ],
  [workflow, inJob('run: cd "$WHERE" && docker build -t x .')],
  [workflow, inJob("{uses: actions/checkout@v4, with: {path: src}}\n      - run: docker build -t x .")],
  [workflow, inJob("run: docker build --target test ."), "a: . Dockerfile target=test isNoImage"],
  [workflow, inJob("run: docker build - < Dockerfile")],
  [workflow, inJob("run: docker build https://example.com/a.git")],
  [workflow, inJob("run: docker build $FLAGS -t x ."), "a: . Dockerfile isTargetUnknown"],
  [workflow, "jobs: [docker build"],
  [
    ".gitlab-ci.yml",
    "variables: {DF: docker/x}\nbuild: {script: [cd web, 'docker build --build-arg A=$A -t $I -f ../$DF .', docker push $I]}",
    "build: web docker/x A=? isPushed",
  ],
  [
    ".gitlab-ci.yml",
    "build: {script: ['/kaniko/executor --context $CI_PROJECT_DIR/web --dockerfile ${CI_PROJECT_DIR}/web/Dockerfile --target prod --destination x']}",
    "build: web web/Dockerfile target=prod isPushed",
  ],
  [
    "Makefile",
    "TARGET ?= prod\nIMAGE := x\nimage: check\n\t@docker build \\\n\t  --target $(TARGET) -t $(IMAGE) $(CURDIR)\npush:\n\tdocker push $(IMAGE)\n",
    "image: . Dockerfile target=prod isPushed",
  ],
  ["Makefile", "image:\n\tcd web\n\tpodman build -t x --target $(WHICH) .\n", "image: . Dockerfile isTargetUnknown"],
  [
    "web/package.json",
    '{"scripts":{"docker":"docker build -t x -f Dockerfile.prod .."}}',
    "docker: . web/Dockerfile.prod",
  ],
  ["web/package.json", '{"scripts":{"docker":"docker compose build && echo docker build"}}'],
];

describe("builds by commands", () => {
  for (const [path, text, ...builds] of cases) {
    test(`${path}: ${text}`, async () => assert.deepEqual((await readBuilds(path, text)).map(say), builds));
  }

  test("stand in files with certain names", () => {
    for (const name of ["a/.github/workflows/x.yaml", ".gitlab-ci.yml", "Makefile", "a/package.json"])
      assert.ok(mayStartBuilds(name), name);
    for (const name of [".github/x.yml", "Makefile.am", "package-lock.json", "compose.yaml"])
      assert.ok(!mayStartBuilds(name), name);
  });

  test("in hostile files do no harm", async () => {
    const many = 40_000;
    for (const text of [
      `docker ${"docker ".repeat(many)}`,
      `docker\n${"a".repeat(many)}\n${"\tdocker build -t x .\n".repeat(9000)}`,
      `docker ${"${{".repeat(many)}`,
      `docker\n\t${"$(".repeat(many)}`,
      `jobs: {a: {strategy: {matrix: {a: [${"1,".repeat(many)}], b: [${"1,".repeat(many)}]}}, steps: [{run: docker build .}]}}`,
      `docker build ${"-t x ".repeat(many)} .`,
    ]) {
      for (const path of [workflow, ".gitlab-ci.yml", "Makefile", "package.json"])
        assert.ok(Array.isArray(await readBuilds(path, text)), `${path}: ${text.slice(0, 60)}…`);
    }
  });
});

const stages = "FROM a AS base\nFROM base AS prod\nFROM prod AS debug\n";

const shipping: readonly (readonly [
  title: string,
  dockerfile: string,
  path: string,
  text: string,
  ...ships: number[],
])[] = [
  ["a stage that is pushed", "FROM a AS api\nFROM a AS worker\n", workflow, pushing("target: api"), 0],
  [
    "the last, of which another is a part",
    "FROM a AS build\nFROM b\nCOPY --from=build /a /a\n",
    "Makefile",
    "x:\n\tdocker build -t x --target build .\n",
    1,
  ],
  [
    "the last, beside a check",
    "FROM a AS lint\nFROM b\n",
    workflow,
    inJob("run: docker build -t x --target lint . && docker build -t y ."),
    1,
  ],
  ["a stage below one for work", stages, "Makefile", "x:\n\tdocker build -t x --target prod .\n", 1],
];

for (const [title, dockerfile, path, text, ...ships] of shipping) {
  test(`what ships is ${title}`, async () => {
    const builds = await readBuilds(path, text);
    const context = { by: "definition", isCertain: true, builds } as const;
    const views = shippedViews(parseDockerfile(dockerfile), { today: "2026-11-30", context });
    assert.deepEqual(
      views.map(({ final }) => final?.index),
      ships,
    );
  });
}
