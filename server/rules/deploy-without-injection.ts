import { managerPrograms } from "../data/packageManagers";
import { addArguments } from "../edits/edits";
import { managerVersionOf } from "../locks/managerVersion";
import { isSharedAndLinked } from "../node/workspaceStart";
import { allRuns, runOf } from "../packages/scripts";
import { commandsOf } from "../syntax/runs";
import { hasFlag, isOpaque, subcommand } from "../syntax/shell";
import type { Command, DockerfileRule, Facts, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  needs: [...managerPrograms],
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
    if (project?.manager !== "pnpm" || !isSharedAndLinked(facts)) return;
    const calls = commandsOf(file, "pnpm");
    if (calls.some(({ command }) => configures(command.words.map(({ value, text }) => value ?? text)))) return;
    for (const { command, instruction } of commandsOf(file, ...managerPrograms)) {
      const found = deployOf(command) ?? scriptThatDeploys(command, facts);
      if (!found || instruction.onbuild || isOpaque(command) || isSet(instruction)) continue;
      const version = managerVersionOf({ instruction, command, manager: "pnpm" }, facts);
      const major = Number(
        /^\d+/.exec(project.managerVersion ?? (version === "newest" ? "10" : version?.version) ?? "")?.[0],
      );
      if (!(major >= 10) || hasFlag(command, ...asked)) continue;
      const edit = found.isCall ? addArguments(command, "--legacy", found.word) : undefined;
      yield {
        span: found.word,
        message: `pnpm ${version === "newest" ? "from version 10 on" : major} deploys a workspace only when its packages are injected (injectWorkspacePackages) or --legacy is given, and stops here`,
        fixes: edit && [{ title: "Add --legacy", safe: false, edits: [edit] }],
      };
    }
  },
} satisfies DockerfileRule;

const asked = ["--legacy", "--force-legacy-deploy", "--config.inject-workspace-packages"];

interface Deploy {
  readonly word: Word;
  /** The command itself deploys, and not a script of package.json that it runs. */
  readonly isCall: boolean;
}

function deployOf(command: Command): Deploy | undefined {
  const word = command.words.find(({ value }) => value === "deploy");
  return word && command.name === "pnpm" && subcommand(command)?.value === "deploy"
    ? { word, isCall: true }
    : undefined;
}

/** The word that names a script of package.json which deploys: `pnpm run bundle`. */
function scriptThatDeploys(command: Command, { project, files }: Facts): Deploy | undefined {
  const words = command.words.flatMap(({ value }) => value ?? []);
  const run = words.length === command.words.length ? runOf(words, project, files) : undefined;
  if (run?.kind !== "script") return undefined;
  const { name } = run.call;
  const word = command.words.find(({ value }) => value === name);
  const isDeploying = allRuns(run).some(
    ({ kind, argv: [program, ...rest] }) =>
      kind === "program" && program === "pnpm" && rest.includes("deploy") && !rest.some((it) => asked.includes(it)),
  );
  return word && isDeploying ? { word, isCall: false } : undefined;
}

function configures(words: readonly string[]): boolean {
  return words.includes("config") && words.some((word) => /inject|legacy/i.test(word));
}

function isSet(instruction: Instruction): boolean {
  const names = ["inject_workspace_packages", "force_legacy_deploy"].map((name) => `npm_config_${name}`);
  return [...names, ...names.map((name) => name.replace("npm", "pnpm"))].some(
    (name) => instruction.variable(name) !== undefined || instruction.variable(name.toUpperCase()) !== undefined,
  );
}
