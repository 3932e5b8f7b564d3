// Begins a rule: writes its file and its case file, and regenerates what follows from the rules.
// Usage: npm run new-rule ID [.dockerignore]

import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";

const [id = "", on = "Dockerfile"] = process.argv.slice(2);
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || !["Dockerfile", ".dockerignore"].includes(on)) {
  console.error("usage: npm run new-rule ID [.dockerignore]\nThe id names the problem, in kebab-case: root-user.");
  process.exit(2);
}

// It finds nothing before somebody has said what: a rule that reports everything would fail the tests of all others.
const { type, imports, items, item } =
  on === "Dockerfile"
    ? {
        type: "DockerfileRule",
        imports: 'import { instructionsOf } from "../syntax/instructions";\n',
        items: 'instructionsOf(file, "KEYWORD")',
        item: "instruction",
      }
    : {
        type: "IgnoreRule",
        imports: "",
        items: 'file.patterns.filter(({ text }) => text === "PATTERN")',
        item: "pattern",
      };
const rule = `${imports}import type { ${type} } from "../types";

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
    for (const ${item} of ${items}) {
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

const files = [
  [`server/rules/${id}.ts`, rule],
  [`test/rules/${id}.ts`, cases],
] as const;
const known = files.map(([file]) => file).filter((file) => existsSync(file));
if (known.length > 0) {
  console.error(
    `${known.join(" and ")} exist${known.length > 1 ? "" : "s"} already: choose another id, or edit what is there.`,
  );
  process.exit(1);
}
for (const [file, text] of files) {
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
