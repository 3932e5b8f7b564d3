/** What the fuzzer starts from: the corpus, and the cases of every rule with the files around them. */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { rules } from "../../server/rules";
import type { Files, Rule } from "../../server/types";
import type { Cases, More } from "../cases";

export interface Seed {
  readonly text: string;
  readonly kind: Rule["on"];
  readonly more: More;
}

/** A project like many, for texts that come without files. */
export const project: Files = {
  "package.json": JSON.stringify({
    scripts: { start: "node server.js", build: "tsc" },
    devDependencies: { typescript: "5" },
  }),
  "package-lock.json": "{}",
  "server.js": 'require("node:http").createServer().listen(3000);\n',
  ".env": "",
};

/** The Dockerfiles of test/corpus, by name. */
export function corpus(): ReadonlyMap<string, string> {
  const folder = path.join(process.cwd(), "test/corpus");
  const names = readdirSync(folder).filter((name) => name.endsWith("Dockerfile"));
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
}

export function seeds(): Seed[] {
  const texts = [...corpus().values()];
  return [
    ...texts.map((text): Seed => ({ text, kind: "Dockerfile", more: { files: project, path: "Dockerfile" } })),
    ...rules.flatMap((rule) => seedsOf(rule)),
  ];
}

function seedsOf(rule: Rule): Seed[] {
  const { invalid, valid }: Cases = require(`../rules/${rule.id}.ts`).default;
  const seed = (text: string, more: More = {}): Seed => ({ text, kind: rule.on, more: { path: rule.on, ...more } });
  return [
    seed(rule.bad, { files: rule.files, policy: rule.policy }),
    ...invalid.map(([text, , more]) => seed(text.replaceAll("[|", "").replaceAll("|]", ""), more)),
    ...valid.map((it) => (typeof it === "string" ? seed(it) : seed(it[0], it[1]))),
  ];
}
