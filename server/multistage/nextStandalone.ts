/**
 * The folder `.next/standalone` that Next.js makes with `output: "standalone"`: a server without its static files and
 * without the folder public, which have to be copied beside it.
 * Source: nextjs.org/docs/app/api-reference/config/next-config-js/output, "Automatically Copying Traced Files".
 */

import { nextConfigFor } from "../context/nextFiles";
import { mainProcess } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { decide } from "../syntax/dockerignore";
import { flagOf, isCopy, takesFromContext } from "../syntax/instructions";
import type { Dockerfile, Facts, Instruction, Word } from "../types";
import { memoizeFor } from "../util/memoize";
import { folderOf } from "../util/paths";
import { nextStart } from "./stageResult";

/** A COPY that brings the folder into the stage that ships. */
export interface Standalone {
  readonly copy: Instruction;
  readonly source: Word;
  /** Where the app is built, and as it is written: "/src/apps/web". */
  readonly app: string;
  readonly writtenApp: string;
  /** The folder of server.js in the image; undefined when it cannot be told. */
  readonly server: string | undefined;
  /** The configuration in the build context; undefined when it is not known. */
  readonly config: { readonly path: string; readonly text: string } | undefined;
}

/** The one that ships, if there is one. */
export const standaloneOf = memoizeFor((file: Dockerfile, facts: Facts): Standalone | undefined => {
  const copies = file.final ? inherited(file.final).filter((it) => isCopy(it) && !takesFromContext(it)) : [];
  for (const copy of copies) {
    const [source, target, ...more] = copy.words;
    const found = /^(.*?)\/?\.next\/standalone\/?\.?$/.exec(source?.value ?? "");
    const writtenApp = /^(.*?)\/?\.next\/standalone\/?\.?$/.exec(source?.text ?? "")?.[1];
    if (!found || !source || !target || more.length > 0 || writtenApp === undefined) continue;
    const app = resolvePath("/", found[1] || "/") ?? "/";
    const place = resolvePath(copy.before.workdir, target.value);
    const config = nextConfigFor(facts, app);
    return { copy, source, app, writtenApp, server: serverIn(file, place, config?.path, facts), config };
  }
  return undefined;
});

/** Where CMD says that server.js is; else where the folder is copied to, in a project without workspaces. */
function serverIn(
  { final }: Dockerfile,
  place: string | undefined,
  config: string | undefined,
  { project }: Facts,
): string | undefined {
  const argv = (final && mainProcess(final)?.argv) ?? [];
  const named = argv.find(({ value }) => /(?:^|\/)server\.js$/.test(value ?? ""))?.value;
  const path = named === undefined ? undefined : resolvePath(final?.after.workdir, named);
  if (path !== undefined && place !== undefined && within(path, place) !== undefined) return folderOf(path) || "/";
  const isPlain = named === undefined && project?.workspaces?.length === 0 && !config?.includes("/");
  return isPlain ? place : undefined;
}

/** What comes beside the server: "there", or "missing", or a COPY that puts it elsewhere; undefined when not known. */
export function besideServer(
  file: Dockerfile,
  { app, server, copy: own }: Standalone,
  name: ".next/static" | "public",
): "there" | "missing" | Instruction | undefined {
  if (server === undefined || !file.final) return undefined;
  const wanted = joined(server, name);
  const made = joined(app, name);
  let elsewhere: Instruction | undefined;
  for (const instruction of inherited(file.final)) {
    if (instruction.keyword === "RUN" && /static|public|\.next|standalone/.test(instruction.argumentText))
      return undefined;
    if (!isCopy(instruction) || instruction === own) continue;
    const target = resolvePath(instruction.before.workdir, instruction.words.at(-1)?.value);
    if (target === undefined || flagOf(instruction, "parents")) return undefined;
    for (const { value } of instruction.words.slice(0, -1)) {
      const source = value === undefined || /[*?[<$]/.test(value) ? undefined : resolvePath("/", value);
      const isBuilt = !takesFromContext(instruction) && source !== undefined;
      const inside = isBuilt ? within(made, source) : undefined;
      if (inside !== undefined) {
        if (joined(target, inside) === wanted) return "there";
        elsewhere = source === made ? instruction : elsewhere;
      } else if (isBuilt && within(source, app) !== undefined && source !== app) {
        // Another part of the app.
      } else if (within(wanted, target) !== undefined && !isFile(value)) return undefined;
    }
  }
  // The build may have put it there.
  const builders = file.instructions.filter(({ stage }) => stage && !stage.ships);
  const isMoved = builders.some(
    ({ keyword, argumentText }) => keyword === "RUN" && /standalone|\.next/.test(argumentText),
  );
  return isMoved ? undefined : (elsewhere ?? "missing");
}

/** Whether the app has files in its folder public that are sent to the build. */
export function hasPublic({ config }: Standalone, { files = [], ignore }: Facts): boolean {
  const folder = config === undefined ? undefined : folderOf(config.path);
  const lead = folder ? `${folder}/public/` : "public/";
  return (
    folder !== undefined && files.some((path) => path.startsWith(lead) && !(ignore && decide(ignore, path).ignored))
  );
}

function isFile(path: string | undefined): boolean {
  return /\.[a-z]{2,5}$/.test(path ?? "") && !/\.next$/.test(path ?? "");
}

/** The rest of a path below a folder, "" for the folder itself; undefined for what lies elsewhere. */
function within(path: string, folder: string): string | undefined {
  const lead = folder === "/" ? "/" : `${folder}/`;
  return path === folder ? "" : path.startsWith(lead) ? path.slice(lead.length) : undefined;
}

function joined(folder: string, name: string): string {
  return name === "" ? folder : `${folder === "/" ? "" : folder}/${name}`;
}

/** How the stage that ships calls `next start`, by a package script or not; undefined when it does not. */
export function nextCall({ final }: Dockerfile, facts: Facts): ReturnType<typeof nextStart> {
  return final && facts.project && nextStart(final, facts.project, facts);
}
