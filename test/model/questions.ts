/** What is asked of the model and of the image that was built, and how the answers compare. */

import { isAbsolute, join, normalize } from "node:path/posix";
import { imageFiles } from "../../server/image/imageFiles";
import type { Found, ImageEntry, Owner } from "../../server/image/model";
import { ownerNamed } from "../../server/image/owners";
import { programAt } from "../../server/image/programs";
import { folderAfter } from "../../server/stage/folders";
import { mainProcess } from "../../server/stage/process";
import { inherited } from "../../server/stage/users";
import type { Dockerfile, Facts, Stage } from "../../server/types";
import { type BuiltImage, entryAt, identityOf, mayWrite, pathOfProgram } from "./builtImage";
import type { Sample } from "./generator";

export const kinds = [
  "exists",
  "kind",
  "owner",
  "group",
  "mode",
  "may write",
  "on the PATH",
  "settings",
  "argv",
] as const;
export type Kind = (typeof kinds)[number];

/** One question, what the model says, which is undefined when it does not know, and what the image says. */
export interface Answer {
  readonly kind: Kind;
  readonly about: string;
  readonly model: string | undefined;
  readonly truth: string;
}

/** Asks about the image of the last stage. */
export function ask(sample: Sample, file: Dockerfile, facts: Facts, image: BuiltImage): Answer[] {
  const stage = file.stages.at(-1);
  if (!stage) return [];
  const view = imageFiles(file, facts).after(stage);
  const answers: Answer[] = [];
  for (const path of askedPaths(sample, image)) {
    const found = view.at(path);
    const built = entryAt(image, path, false);
    answers.push({ kind: "exists", about: path, model: existence(found), truth: built ? "yes" : "no" });
    if (built) {
      const entry = found === "absent" ? undefined : found;
      answers.push({ kind: "kind", about: path, model: entry?.kind, truth: built.kind });
      answers.push({
        kind: "owner",
        about: path,
        model: idOf(entry?.owner, image.users, "uid"),
        truth: String(built.uid),
      });
      answers.push({
        kind: "group",
        about: path,
        model: idOf(entry?.group, image.groups, "gid"),
        truth: String(built.gid),
      });
      // The bits of a link mean nothing.
      if (built.kind !== "link")
        answers.push({ kind: "mode", about: path, model: modeOf(entry), truth: octal(built.mode) });
    }
    for (const user of sample.users) answers.push(...writing(view, stage, image, path, user));
  }
  return [...answers, ...programs(stage, file, facts, image), ...settings(stage, image), ...argv(stage, image)];
}

/** Programs that base images have or have not, and those that samples put somewhere. */
const names = "sh bash ls curl git node npm python3 make run.sh start.sh tool".split(" ");

function programs(stage: Stage, file: Dockerfile, facts: Facts, image: BuiltImage): Answer[] {
  return names.map((name) => {
    const model = programAt(name, { stage }, file, facts);
    const truth = yes(pathOfProgram(image, name) !== undefined);
    return { kind: "on the PATH", about: name, model: model === undefined ? undefined : yes(model), truth };
  });
}

/** USER, WORKDIR and the PATH. */
function settings(stage: Stage, { config }: BuiltImage): Answer[] {
  const variables = new Map(
    (config.Env ?? []).map((pair) => [pair.split("=", 1)[0], pair.slice(pair.indexOf("=") + 1)]),
  );
  const path = variables.get("PATH");
  // What the Dockerfile leaves to its base image is no question.
  const said: [string, string | undefined, string][] = [
    ["WORKDIR", folderAfter(stage), normalize(config.WorkingDir || "/").replace(/(.)\/$/, "$1")],
  ];
  if (stage.after.user) said.push(["USER", stage.after.user.value, config.User ?? ""]);
  if (isSet(stage, "PATH")) said.push(["PATH", stage.variable("PATH"), path ?? ""]);
  return said.map(([about, model, truth]) => ({ kind: "settings", about, model, truth }));
}

function isSet(stage: Stage, variable: string): boolean {
  return inherited(stage).some(
    ({ keyword, assignments }) => keyword === "ENV" && assignments.some(({ name }) => name.value === variable),
  );
}

/** The words of ENTRYPOINT and CMD, as far as the Dockerfile sets them. */
function argv(stage: Stage, { config }: BuiltImage): Answer[] {
  const start = mainProcess(stage);
  const said = [
    ["ENTRYPOINT", start?.entrypoint, config.Entrypoint],
    ["CMD", start?.command, config.Cmd],
  ] as const;
  return said.flatMap(([about, instruction, words]): Answer[] => {
    if (!instruction) return [];
    const { exec, argumentText } = instruction;
    const model = exec ? JSON.stringify(instruction.words.map(({ value }) => value)) : argumentText;
    // In shell form, the shell comes before.
    return [{ kind: "argv", about, model, truth: exec ? JSON.stringify(words ?? []) : (words?.at(-1) ?? "") }];
  });
}

function writing(
  view: { mayWrite(path: string, user: Owner | undefined): boolean | undefined },
  stage: Stage,
  image: BuiltImage,
  path: string,
  user: string,
): Answer[] {
  const who = identityOf(image, user);
  const truth = who && mayWrite(image, path, who);
  if (truth === undefined) return [];
  const model = view.mayWrite(path, ownerNamed(stage, user.split(":")[0] ?? ""));
  return [
    {
      kind: "may write",
      about: `${user} ${path}`,
      model: model === undefined ? undefined : yes(model),
      truth: yes(truth),
    },
  ];
}

/** What the Dockerfile is about, and what its layers have made: no more of either than a few dozen. */
function askedPaths({ paths }: Sample, { touched }: BuiltImage): string[] {
  const made = touched.filter(
    (path) => !/^\/(?:etc|dev|proc|sys|run|var\/(?:cache|log|lib\/dpkg|mail|spool))(?:\/|$)/.test(path),
  );
  const own = paths.filter(isAbsolute).map((path) => normalize(path).replace(/(.)\/$/, "$1"));
  const wrong = own.slice(0, 3).map((path) => join(path, "not-there"));
  return [...new Set([...own.slice(0, 40), ...wrong, ...made.slice(0, 25)])].filter((path) => path !== "/");
}

function existence(found: Found): string | undefined {
  return found === undefined ? undefined : found === "absent" ? "no" : "yes";
}

function idOf(
  owner: Owner | undefined,
  rows: readonly { readonly name: string; readonly uid?: number; readonly gid: number }[],
  key: "uid" | "gid",
): string | undefined {
  if (!owner) return undefined;
  if (owner.id !== undefined) return String(owner.id);
  if (owner.name === undefined) return undefined;
  return String(rows.find(({ name }) => name === owner.name)?.[key] ?? `no such ${owner.name}`);
}

function modeOf(entry: ImageEntry | undefined): string | undefined {
  return entry?.mode === undefined ? undefined : octal(entry.mode);
}

function octal(mode: number): string {
  return mode.toString(8);
}

function yes(value: boolean): string {
  return value ? "yes" : "no";
}
