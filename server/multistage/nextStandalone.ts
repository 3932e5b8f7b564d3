/**
 * The folder `.next/standalone` that Next.js makes with `output: "standalone"`: a server without its static files and
 * without the folder public, which have to be copied beside it.
 * Source: nextjs.org/docs/app/api-reference/config/next-config-js/output, "Automatically Copying Traced Files".
 */

import { nextConfigFor } from "../context/nextFiles";
import { insertAfter, insertBefore, replace } from "../edits/edits";
import { insideOf, joined } from "../image/model";
import { rewrite } from "../node/start";
import { mainProcess } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { ignores } from "../syntax/dockerignore";
import { flagOf, isCopy, takesFromContext } from "../syntax/instructions";
import type { Dockerfile, Edit, Facts, Instruction, Span, Word } from "../types";
import { memoizeFor } from "../util/memoize";
import { folderOf } from "../util/paths";
import { listenVariables, nextStart } from "./stageResult";

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
    const writtenApp = /^(.*?)\/?\.next\/standalone\/?\.?$/.exec(source?.text.replace(/^"(.*)"$/s, "$1") ?? "")?.[1];
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
  if (path !== undefined && place !== undefined && insideOf(path, place) !== undefined) return folderOf(path) || "/";
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
      const inside = isBuilt ? insideOf(made, source) : undefined;
      if (inside !== undefined) {
        if (joined(target, inside) === wanted) return "there";
        elsewhere = source === made ? instruction : elsewhere;
      } else if (isBuilt && insideOf(source, app) !== undefined && source !== app) {
        // Another part of the app.
      } else if (insideOf(wanted, target) !== undefined && !isFile(value)) return undefined;
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
  return folder !== undefined && files.some((path) => path.startsWith(lead) && !ignores(ignore, path));
}

function isFile(path: string | undefined): boolean {
  return /\.[a-z]{2,5}$/.test(path ?? "") && !/\.next$/.test(path ?? "");
}

/** How the stage that ships calls `next start`, by a package script or not; undefined when it does not. */
export function nextCall({ final }: Dockerfile, facts: Facts): ReturnType<typeof nextStart> {
  return final && facts.project && nextStart(final, facts.project, facts);
}

/** Whether nothing can turn the output on: no other settings come in, no variable of Next.js, no step that writes them. */
export function isNeverMade({ text }: Dockerfile, written: string): boolean {
  // The other output makes pages, and no server.
  const settings = written.replace(/\boutput\s*:\s*(["'])export\1/, "");
  if (/standalone|\boutput\b|\.\.\.|distDir|process\.env/.test(settings)) return false;
  if (/(?:from|require\s*\(|import(?:\s*\()?)\s*["'](?:\.|@[^/"']+\/(?!next))/.test(settings)) return false;
  return !/NEXT_PRIVATE_STANDALONE|next\.config/.test(text);
}

/** Whether a package script may put the folders where they belong. */
export function isCopiedByScript({ config }: Standalone, { contents, project }: Facts): boolean {
  const folder = folderOf(config?.path ?? "");
  const manifest = contents?.get(folder === "" ? "package.json" : `${folder}/package.json`) ?? "";
  return [manifest, ...Object.values(project?.scripts ?? {})].some((text) => /standalone|\.next\//.test(text));
}

/** A folder that the server looks for in vain. */
interface MissingPart {
  /** The target of the COPY that puts it elsewhere; undefined where none brings it. */
  readonly elsewhere: Span | undefined;
  /** Where the server looks for it. */
  readonly wanted: string;
  /** That as a COPY writes it. */
  readonly target: string;
  /** One more COPY like that of the server, or another target; undefined where the layout forbids that. */
  readonly edits: readonly Edit[] | undefined;
}

/** Undefined where the folder is beside the server, or may be. */
export function missingPart(
  file: Dockerfile,
  standalone: Standalone,
  name: ".next/static" | "public",
): MissingPart | undefined {
  const { copy, writtenApp, server } = standalone;
  const found = besideServer(file, standalone, name);
  if (found === undefined || found === "there" || server === undefined) return undefined;
  const wanted = joined(server, name);
  const target = server === copy.before.workdir ? `./${name}` : wanted;
  const elsewhere = found === "missing" ? undefined : found.words.at(-1);
  if (elsewhere) return { elsewhere, wanted, target, edits: [replace(elsewhere, target)] };
  const lead = file.text.slice(copy.start, copy.argument.start);
  const line = `${lead}${writtenApp === "" ? "" : `${writtenApp}/`}${name} ${target}`;
  const isPlain = !copy.exec && !lead.includes("\n");
  return { elsewhere, wanted, target, edits: isPlain ? [insertAfter(file, copy, line)] : undefined };
}

/**
 * How the stage that ships starts the server in place of `next start`: what is replaced, the words, and the edits, which
 * are undefined where nobody can tell that they do the same. undefined where it does not call `next start`.
 */
export function serverStart(file: Dockerfile, { server }: Standalone, facts: Facts) {
  const { final } = file;
  const call = nextCall(file, facts);
  const main = final && mainProcess(final);
  const owner = main?.starts;
  if (!call || !main || !owner || owner.stage !== final || server === undefined) return undefined;
  const argv = server === final.after.workdir ? ["node", "server.js"] : ["node", joined(server, "server.js")];
  const before = owner.exec ? owner.words.filter(({ end }) => end <= (main.argv[0]?.start ?? 0)) : [];
  const edits = rewrite(file, owner, { argv: [...before.map(({ value }) => value ?? ""), ...argv], environment: {} });
  const variables = listenVariables(final, call);
  const environment = variables.length > 0 ? [insertBefore(file, owner, `ENV ${variables.join(" ")}`)] : [];
  return { owner, argv, edits: edits && [...environment, ...edits] };
}
