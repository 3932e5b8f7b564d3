import { addArguments } from "../edits/edits";
import { isSharedAndLinked } from "../node/workspaceStart";
import { commandsOf } from "../syntax/runs";
import { hasFlag, isOpaque, subcommand } from "../syntax/shell";
import type { DockerfileRule, Instruction } from "../types";

export default {
  on: "Dockerfile",
  needs: ["deploy"],
  id: "deploy-without-injection",
  title: "pnpm deploy refuses a workspace whose packages are not injected",
  severity: "warning",
  category: "node",
  why:
    "From version 10 on `pnpm deploy` stops unless the workspace sets `injectWorkspacePackages: true`, with which its packages are copied into node_modules instead of linked. " +
    "Set that and install anew, or deploy as version 9 did with `--legacy`.",
  sources: ["https://pnpm.io/cli/deploy"],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN pnpm install --frozen-lockfile && pnpm --filter=api deploy --prod /out",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN pnpm install --frozen-lockfile && pnpm --filter=api deploy --legacy --prod /out",
  files: {
    "package.json": '{"packageManager": "pnpm@10.4.1"}',
    "pnpm-lock.yaml": "",
    "pnpm-workspace.yaml": "packages:\n  - api\n",
    "api/package.json": '{"name": "api"}',
  },

  *check(file, facts) {
    const { project } = facts;
    const major = Number(/^\d+/.exec(project?.managerVersion ?? "")?.[0]);
    if (project?.manager !== "pnpm" || !(major >= 10) || !isSharedAndLinked(facts)) return;
    const calls = commandsOf(file, "pnpm");
    if (calls.some(({ command }) => configures(command.words.map(({ value, text }) => value ?? text)))) return;
    for (const { command, instruction } of calls) {
      const verb = command.words.find(({ value }) => value === "deploy");
      const found = subcommand(command)?.value === "deploy" ? verb : undefined;
      if (!found || instruction.onbuild || isOpaque(command) || isSet(instruction)) continue;
      if (hasFlag(command, "--legacy", "--force-legacy-deploy", "--config.inject-workspace-packages")) continue;
      const edit = addArguments(command, "--legacy", found);
      yield {
        span: found,
        message: `pnpm ${major} deploys a workspace only when its packages are injected (injectWorkspacePackages) or --legacy is given, and stops here`,
        fixes: edit && [{ title: "Add --legacy", safe: false, edits: [edit] }],
      };
    }
  },
} satisfies DockerfileRule;

function configures(words: readonly string[]): boolean {
  return words.includes("config") && words.some((word) => /inject|legacy/i.test(word));
}

function isSet(instruction: Instruction): boolean {
  const names = ["inject_workspace_packages", "force_legacy_deploy"].map((name) => `npm_config_${name}`);
  return [...names, ...names.map((name) => name.replace("npm", "pnpm"))].some(
    (name) => instruction.variable(name) !== undefined || instruction.variable(name.toUpperCase()) !== undefined,
  );
}
