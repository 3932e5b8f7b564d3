/** What a package script cannot do without, in the project's folder /a. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { sourcesOfCall } from "../server/projects/scriptInputs";
import { factsOf } from "./cases";

/** The first path of each list. */
const cases: readonly (readonly [script: string, needs: readonly string[]])[] = [
  ["tsc", ["/a/tsconfig.json"]],
  ["rimraf dist && tsc --noEmit && vite build", ["/a/tsconfig.json", "/a/index.html"]],
  ["tsc -p tsconfig.build.json", ["/a/tsconfig.build.json"]],
  ["tsc --project conf", ["/a/conf/tsconfig.json"]],
  ["tsc -b", ["/a/tsconfig.json"]],
  ["tsc -b packages/a packages/b", []],
  ["tsc src/a.ts", []],
  ["tsc --init", []],
  ["cross-env NODE_ENV=production next build", ["/a/pages"]],
  ["next build apps/web", []],
  ["nest build", ["/a/tsconfig.json"]],
  ["nest build api", []],
  ["ng build --configuration production", ["/a/angular.json"]],
  ["react-scripts build", ["/a/public/index.html"]],
  ["webpack --mode production", ["/a/src"]],
  ["webpack --config conf/prod.js", []],
  ["node scripts/build.js", ["/a/scripts/build.js"]],
  ["node -r dotenv/config build.js", []],
  ["esbuild src/index.ts --bundle", ["/a/src/index.ts"]],
  ["babel src -d lib", []],
  ["babel ./src -d lib", []],
  ["node ../build.mjs", ["/build.mjs"]],
  ["vite build --ssr src/server.ts", []],
  ["generate; tsc", []],
  ["npm run gen && tsc", ["/a/gen.js"]],
];

for (const [script, needs] of cases) {
  test(script, async () => {
    const files = { "package.json": JSON.stringify({ scripts: { build: script, gen: "node gen.js" } }) };
    const { project } = await factsOf({ files });
    assert.ok(project);
    const found = sourcesOfCall(["npm", "run", "build"], "/a", project, []);
    assert.deepEqual(
      found.map(([first]) => first),
      needs,
    );
  });
}
