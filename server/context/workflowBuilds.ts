/** Builds in files of continuous integration. Sources: docs.github.com/actions/reference/workflow-syntax, github.com/docker/build-push-action, docs.gitlab.com/ci/yaml. */

import type { BuildDefinition } from "../types";
import { type Fields, fieldsOf, isFields, stringOf } from "../util/json";
import { folderOf, resolveInWorkspace } from "../util/paths";
import { argumentsOf, buildsInScript, isOfFiles, pushesIn, targetOf } from "./commandBuilds";
import { readYaml } from "./compose";

/** More jobs, steps or combinations of a matrix than this are left out. */
const most = 100;

/** The builds in the jobs of a workflow of GitHub, which has its repository in the folder above `.github`. */
export async function readWorkflow(path: string, text: string): Promise<BuildDefinition[]> {
  if (!/build-push-action|\b(?:docker|podman|buildah)\b/.test(text)) return [];
  const pushes = pushesIn(text);
  const root = folderOf(path.slice(0, path.lastIndexOf(".github/")));
  const content = fieldsOf(await readYaml(text));
  const folderAbove = fieldsOf(fieldsOf(content.defaults).run)["working-directory"];
  return Object.entries(fieldsOf(content.jobs))
    .slice(0, most)
    .flatMap(([name, value]) => {
      const job = fieldsOf(value);
      const steps = Array.isArray(job.steps) ? job.steps.slice(0, most).map(fieldsOf) : [];
      // What is checked out elsewhere, or is another repository, says nothing of this one.
      const isElsewhere = steps.some(
        ({ uses, with: given }) =>
          /^actions\/checkout@/.test(stringOf(uses) ?? "") &&
          (fieldsOf(given).path !== undefined || fieldsOf(given).repository !== undefined),
      );
      if (isElsewhere) return [];
      const folderOfJob = fieldsOf(fieldsOf(job.defaults).run)["working-directory"] ?? folderAbove;
      return combinationsOf(fieldsOf(job.strategy).matrix).flatMap((values) =>
        steps.flatMap((step) => stepBuilds(step, { root, path, pushes, name, folderOfJob, values })),
      );
    })
    .slice(0, most);
}

interface Job {
  readonly root: string;
  readonly path: string;
  readonly pushes: readonly string[];
  readonly name: string;
  /** Where its commands run, as written. */
  readonly folderOfJob: unknown;
  /** Of its matrix. */
  readonly values: Fields;
}

function stepBuilds(step: Fields, { root, path, pushes, name, folderOfJob, values }: Job): BuildDefinition[] {
  const told = { kind: "ci", file: path, name } as const;
  const replaced = (value: unknown) => withValues(value, values);
  if (typeof step.run === "string") {
    const written = step["working-directory"] ?? folderOfJob;
    const place = written === undefined ? "" : replaced(written);
    const folder = place === undefined || place.includes("${{") ? undefined : resolveInWorkspace(root, place);
    // What is left of expressions the shell would not know either.
    const script = (replaced(step.run) ?? "").replace(/\$\{\{[^}]{0,300}\}\}/g, "$unknown");
    return buildsInScript(script.replace(/\$\{?GITHUB_WORKSPACE\}?/g, "."), folder, told, pushes);
  }
  if (!/^docker\/build-push-action@/.test(stringOf(step.uses) ?? "")) return [];
  const given = fieldsOf(step.with);
  const known = (key: string) => {
    const text = replaced(given[key])?.trim();
    return text === undefined || text.includes("${{") ? undefined : text;
  };
  const isGiven = (key: string) => given[key] !== undefined && given[key] !== null && given[key] !== "";
  // Without a path, the action builds what git has; of a folder in there, the Dockerfile is looked for in it.
  const [, below] = /^\{\{defaultContext\}\}(?::(.*))?$/.exec(known("context") ?? "") ?? [];
  const isGit = !isGiven("context") || known("context")?.startsWith("{{defaultContext}}");
  const written = isGit ? (below ?? ".") : known("context");
  const context = written === undefined ? undefined : resolveInWorkspace(root, written);
  const file = isGiven("file") ? known("file") : "";
  if (context === undefined || file === undefined) return [];
  const dockerfile =
    file === "" ? resolveInWorkspace(context, "Dockerfile") : resolveInWorkspace(isGit ? context : root, file);
  if (!dockerfile) return [];
  const outputs = linesOf(known("outputs"));
  const isKept = ["push", "load"].some((key) => isGiven(key) && String(given[key]) !== "false");
  const isNoImage = isGiven("outputs") ? outputs.length > 0 && outputs.every(isOfFiles) : !isKept;
  return [
    {
      ...told,
      context,
      dockerfile,
      ...targetOf(isGiven("target") ? [known("target")] : undefined, false),
      ...(isNoImage && { isNoImage: true }),
      ...(isGiven("push") && String(given.push) !== "false" && { isPushed: true }),
      args: argumentsOf(linesOf(replaced(given["build-args"])).map(withoutExpression)),
      contexts: linesOf(replaced(given["build-contexts"])).flatMap((it) => it.split("=", 1)),
    },
  ];
}

/** An argument whose value an expression gives has its name alone. */
function withoutExpression(argument: string): string {
  return argument.includes("${{") ? (argument.split("=", 1)[0] ?? argument) : argument;
}

function linesOf(text: string | undefined): string[] {
  const lines = (text ?? "").split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("#"));
}

/** A text with what the matrix and the runner give; undefined for what is none. */
function withValues(value: unknown, values: Fields): string | undefined {
  if (typeof value !== "string") return typeof value === "number" ? String(value) : undefined;
  return value.replace(/\$\{\{\s*([\w.-]{1,100})\s*\}\}/g, (whole, name: string) => {
    if (name === "github.workspace") return ".";
    const [first, ...keys] = name.split(".");
    let found: unknown = first === "matrix" ? values : undefined;
    for (const key of keys) found = isFields(found) && Object.hasOwn(found, key) ? found[key] : undefined;
    return typeof found === "string" || typeof found === "number" ? String(found) : whole;
  });
}

/** The combinations of a matrix: of its lists, with what is included; one without values where there is none. */
function combinationsOf(written: unknown): readonly Fields[] {
  if (!isFields(written)) return [{}];
  let all: Fields[] = [{}];
  const lists = Object.entries(written).filter(
    ([key, list]) => key !== "include" && key !== "exclude" && Array.isArray(list),
  );
  for (const [key, list] of lists)
    all = all.flatMap((before) => (list as unknown[]).map((value) => ({ ...before, [key]: value }))).slice(0, most);
  const keys = lists.map(([key]) => key);
  for (const added of Array.isArray(written.include) ? written.include.slice(0, most).filter(isFields) : []) {
    const fits = (it: Fields) => keys.every((key) => !Object.hasOwn(added, key) || added[key] === it[key]);
    const isNew = keys.length === 0 || !all.some(fits);
    all = isNew ? [...all, added] : all.map((it) => (fits(it) ? { ...it, ...added } : it));
  }
  return all.length > 1 ? all.filter((it) => Object.keys(it).length > 0) : all;
}

/** Keys of a file of GitLab that are no jobs. */
const globals = new Set([
  "default",
  "include",
  "stages",
  "variables",
  "workflow",
  "image",
  "services",
  "cache",
  "pages",
  "spec",
]);

/** The builds in the jobs of a `.gitlab-ci.yml`, whose commands run in its folder. */
export async function readGitlab(path: string, text: string): Promise<BuildDefinition[]> {
  if (!/\b(?:docker|podman|buildx|buildah|executor)\b/.test(text)) return [];
  const pushes = pushesIn(text);
  const content = fieldsOf(await readYaml(text));
  const before = content.before_script ?? fieldsOf(content.default).before_script;
  return Object.entries(content)
    .filter(([name, job]) => !globals.has(name) && isFields(job))
    .slice(0, most)
    .flatMap(([name, value]) => {
      const job = fieldsOf(value);
      const lines = [job.before_script ?? before, job.script].flat(3).filter((line) => typeof line === "string");
      const script = lines.join("\n").replace(/\$\{?CI_PROJECT_DIR\}?/g, ".");
      return buildsInScript(
        withVariables(script, [content.variables, job.variables]),
        folderOf(path),
        { kind: "ci", file: path, name },
        pushes,
      );
    })
    .slice(0, most);
}

/** A script with the variables of its file that have plain values. */
function withVariables(script: string, maps: readonly unknown[]): string {
  const values: Fields = Object.assign({}, ...maps.map(fieldsOf));
  return script.replace(/\$(?:\{(\w{1,100})\}|(\w{1,100}))/g, (whole, a?: string, b?: string) => {
    const name = a ?? b ?? "";
    const value = Object.hasOwn(values, name) ? stringOf(values[name]) : undefined;
    return value !== undefined && /^[\w./:@-]+$/.test(value) ? value : whole;
  });
}
