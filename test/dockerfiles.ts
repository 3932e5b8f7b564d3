/** Dockerfiles of all kinds, to try on them what must hold of any: those of the corpus and what each rule reports. */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { dockerfileRules } from "../server/engine/lint";

const corpus = path.join(process.cwd(), "test/corpus");

export const dockerfileTexts: readonly string[] = [
  ...readdirSync(corpus)
    .filter((name) => name.endsWith("Dockerfile"))
    .map((name) => readFileSync(path.join(corpus, name), "utf8")),
  ...dockerfileRules.map(({ bad }) => bad),
];
