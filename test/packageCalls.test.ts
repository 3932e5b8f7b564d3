/** Command lines of package managers as data. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type PackageCall, readPackageCall } from "../server/packages/packageCalls";

/**
 * A call and what it asks for: "script NAME|args", "program TOOL: argv", "built-in VERB|operands", "several …",
 * "unclear: reason", with " @ target", " A=b" and " ? doubt" behind it; undefined when it is no call.
 */
const calls: readonly (readonly [call: string, asks: string | undefined])[] = [
  // Options that change nothing stand anywhere before the name.
  ["npm run build", "script build"],
  ["npm run -s build", "script build"],
  ["npm --silent run build", "script build"],
  ["npm run --silent build", "script build"],
  ["npm --loglevel error run build", "script build"],
  ["npm --loglevel=error run build", "script build"],
  ["npm run --if-present build", "script build"],
  ["npm run --no-fund build", "script build"],
  ["npm -- start", "script start"],
  ["npm run-script build", "script build"],
  ["/usr/local/bin/npm start", "script start"],
  ["npm test", "script test"],
  ["npm stop", "script stop"],
  ["npm run build --ignore-scripts", "script build without hooks"],
  ["npm start --omit=dev", "script start NODE_ENV=production"],
  ["yarnpkg start", "script start"],
  ["corepack pnpm@10 start", "script start"],
  // What reaches the script.
  ["npm run build -- --mode x", "script build|--mode|x"],
  ["npm run build a --silent b", "script build|a|b"],
  ["npm run build --mode x", "script build|x ? npm is given --mode"],
  ["npm --mode run build", "script build ? npm is given --mode"],
  ["yarn build -- -x", "script build|-x or program"],
  ["pnpm build -- -x", "script build|--|-x or program"],
  ["bun run build -- -x", "script build|-x or program"],
  ["node --run build -- -x", "script build|-x without hooks"],
  // The package that it goes to.
  ["npm --prefix api run build", "script build @ folder api"],
  ["npm --prefix=api run build", "script build @ folder api"],
  ["npm -C api start", "script start @ folder api"],
  ["npm start --prefix api", "script start @ folder api"],
  ["npm --prefix . start", "script start"],
  ["npm --prefix ./ start", "script start"],
  ["npm --prefix .. start", "script start @ folder .."],
  ["npm start -w api", "script start @ workspace api"],
  ["npm --workspace=api run build -- -x", "script build|-x @ workspace api"],
  ["npm run build -w a -w b", "script build @ many"],
  ["npm run build -ws", "script build @ many"],
  ["npm ci --prefix api", "built-in ci @ folder api installs"],
  ["npm exec -w api -- tsc", "program npm exec: tsc @ workspace api"],
  ["yarn --cwd api build", "script build @ folder api or program"],
  ["yarn workspace api run build", "script build @ workspace api or program"],
  ["yarn workspace api start", "script start @ workspace api"],
  ["yarn workspaces run build", "script build @ many or program"],
  ["yarn workspaces info", "built-in workspaces|info @ many"],
  ["yarn workspace", "unclear: yarn is not told which workspace"],
  ["yarn workspace a workspace b start", "unclear: yarn is given workspace twice @ workspace a"],
  ["pnpm --dir api build", "script build @ folder api or program"],
  ["pnpm -C api run build", "script build @ folder api"],
  ["pnpm --filter api build", "script build @ workspace api or program"],
  ["pnpm -F api --filter web build", "script build @ many or program"],
  ["pnpm -r build", "script build @ many or program"],
  ["pnpm -w build", "script build @ many or program"],
  ["bun --cwd api run build", "script build @ folder api or program"],
  ["bun --filter api start", "script start @ workspace api or file"],
  // Programs of packages.
  ["npx next start", "program npx: next|start"],
  ["npx -y next@14 start", "program npx: next|start"],
  ["npx @nestjs/cli start", "program npx: @nestjs/cli|start"],
  ["npx @nestjs/cli@10 start", "program npx: @nestjs/cli|start"],
  ["npx -p typescript tsc", "unclear: npx is given -p"],
  ["npx", undefined],
  ["bunx vite", "program bunx: vite"],
  ["npm exec -- tsc -b", "program npm exec: tsc|-b"],
  ["npm x tsc", "program npm x: tsc"],
  ["pnpm exec tsc", "program pnpm exec: tsc"],
  ["pnpm dlx cowsay", "program pnpm dlx: cowsay"],
  ["bun x vite", "program bun x: vite"],
  ["yarn tsc", "script tsc or program"],
  ["yarn run tsc", "script tsc or program"],
  ["pnpm tsc -b", "script tsc|-b or program"],
  ["bun dev", "script dev or file"],
  ["bun run server.ts", "script server.ts or file"],
  ["bun run vite", "script vite or program"],
  // Commands of the managers.
  ["npm", "built-in -"],
  ["npm run", "built-in run"],
  ["npm ci", "built-in ci installs"],
  ["npm ci --ignore-scripts", "built-in ci"],
  ["npm --silent install --omit dev", "built-in install installs"],
  ["npm i left-pad", "built-in i|left-pad"],
  ["npm i $MORE", "built-in i|$MORE installs"],
  ["npm i -g pm2", "built-in i|pm2 ? npm is given -g"],
  ["npm rebuild", "built-in rebuild"],
  ["npm --version", "built-in - ? npm is given --version"],
  ["yarn", "built-in - installs"],
  ["yarn --frozen-lockfile", "built-in - installs ? yarn is given --frozen-lockfile"],
  ["yarn install", "built-in install installs"],
  ["yarn add x", "built-in add|x"],
  ["yarn --foo build", "unclear: yarn is given --foo"],
  ["pnpm i", "built-in i installs"],
  ["pnpm", "built-in -"],
  ["bun build", "built-in build"],
  ["bun install", "built-in install installs"],
  ["bun --smol server.ts", undefined],
  ["bun --smol run dev", "unclear: bun is given --smol"],
  // Several at once.
  ["run-s a b", "several a, b"],
  ["run-p -l a:* b", "several at once a:*, b"],
  ["npm-run-all --parallel a b", "several at once a, b"],
  ["npm-run-all a b", "several a, b"],
  ["run-p --max-parallel 2 a", "several at once a"],
  ["concurrently -n x,y npm:a tsc", "several at once a, `tsc`"],
  // Something else.
  ["node server.js", undefined],
  ["./npm-start.sh", undefined],
  ["constructor", undefined],
  ["corepack enable", undefined],
  ["", undefined],
];

describe("a call asks for", () => {
  for (const [call, asks] of calls) {
    test(`${call} → ${asks}`, () => assert.equal(describeCall(readPackageCall(call.split(" "))), asks));
  }

  test("arguments as the manager of the project hands them on", () => {
    assert.equal(describeCall(readPackageCall(["yarn", "a", "--", "-x"], "yarn-berry")), "script a|--|-x or program");
    assert.equal(describeCall(readPackageCall(["npm", "run", "a", "--", "-x"], "pnpm")), "script a|-x");
  });

  test("the words that are given behind --, where placeholders stand", () => {
    const call = readPackageCall(["run-s", "a -- {@}", "b {2} {3}", "--", "x", "y"]);
    assert.equal(describeCall(call), "several a|x|y, b|y");
  });
});

function describeCall(call: PackageCall | undefined): string | undefined {
  if (!call) return undefined;
  const { target, doubt } = call;
  const place =
    target === undefined ? "" : ` @ ${["name" in target ? [target.kind, target.name] : target.kind].flat().join(" ")}`;
  return `${askedBy(call)}${place}${restOf(call)}${doubt === undefined ? "" : ` ? ${doubt}`}`;
}

function askedBy(call: PackageCall): string {
  switch (call.kind) {
    case "script":
      return `script ${[call.name, ...call.args].join("|")}`;
    case "program":
      return `program ${call.tool}: ${call.argv.join("|")}`;
    case "built-in":
      return `built-in ${[call.verb ?? "-", ...call.operands].join("|")}`;
    case "several": {
      const parts = call.parts.map((part) =>
        "line" in part ? `\`${part.line}\`` : [part.pattern, ...part.args].join("|"),
      );
      return `several ${call.isParallel ? "at once " : ""}${parts.join(", ")}`;
    }
    case "unclear":
      return `unclear: ${call.reason}`;
  }
}

function restOf(call: PackageCall): string {
  if (call.kind === "built-in") return call.installsProject ? " installs" : "";
  if (call.kind !== "script") return "";
  const environment = Object.entries(call.environment).map(([name, value]) => ` ${name}=${value}`);
  const otherwise = call.otherwise === undefined ? "" : ` or ${call.otherwise}`;
  return environment.join("") + otherwise + (call.skipsHooks ? " without hooks" : "");
}

test("any words can be read", () => {
  const word = fc.oneof(
    fc.constantFrom("npm", "yarn", "pnpm", "bun", "npx", "run-p", "run", "exec", "workspace", "-w", "--", "{9}", "x"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(word), (argv) => void readPackageCall(argv)),
    { numRuns: 500, seed: 1 },
  );
  const long = Array.from({ length: 20_000 }, (_, index) => (index % 2 ? "x" : "workspace"));
  readPackageCall(["yarn", ...long]);
});
