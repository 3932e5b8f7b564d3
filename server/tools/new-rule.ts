// Begins a rule: writes its file and its case file, and regenerates what follows from the rules.
// Usage: npm run new-rule ID [.dockerignore]

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const [id = "", on = "Dockerfile"] = process.argv.slice(2);
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || !["Dockerfile", ".dockerignore"].includes(on)) {
  console.error("usage: npm run new-rule ID [.dockerignore]\nThe id names the problem, in kebab-case: root-user.");
  process.exit(2);
}

const [type, items, item] =
  on === "Dockerfile" ? ["DockerfileRule", "instructions", "instruction"] : ["IgnoreRule", "patterns", "pattern"];
const rule = `import type { ${type} } from "../types";

export default {
  on: "${on}",
  id: "${id}",
  title: "",
  severity: "warning",
  category: "correctness",
  why: "",
  bad: "",
  good: "",

  *check(file) {
    for (const ${item} of file.${items}) {
      yield { span: ${item} };
    }
  },
} satisfies ${type};
`;
const cases = `import type { Cases } from "../cases";

export default {
  invalid: [["", undefined]],
  valid: [""],
} satisfies Cases;
`;

// Never over a rule that exists.
for (const [file, text] of [
  [`server/rules/${id}.ts`, rule],
  [`test/rules/${id}.ts`, cases],
] as const) {
  writeFileSync(file, text, { flag: "wx" });
  console.log(`wrote ${file}`);
}
const { status } = spawnSync(process.execPath, ["scripts/run.mjs", "server/tools/generate.ts"], { stdio: "inherit" });
if (status === 0) {
  console.log(
    [
      "",
      "What is left to do:",
      `1. server/rules/${id}.ts: say what is wrong (title) and why, show a text that is reported (bad) and one that is not (good).`,
      "   Choose severity and category; the check reports only where it is sure.",
      `2. test/rules/${id}.ts: mark with [|…|] what is reported, give the text after fixing, and cases that must stay silent.`,
      "3. npm run generate, then npm test -- unit.",
    ].join("\n"),
  );
}
process.exit(status ?? 1);
