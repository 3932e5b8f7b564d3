import { runnerPrograms } from "../data/packageManagers";
import { developmentServer } from "../data/tools";
import { type Run, runOf } from "../packages/scripts";
import { programName } from "../stage/process";
import type { Facts } from "../types";

/** The name of the development server that a command starts; undefined when it starts none. */
export function developmentServerIn(words: readonly string[]): string | undefined {
  const [program, ...rest] = runnerPrograms.has(words[0] ?? "") ? words.slice(1) : words;
  const name = programName(program) ?? "";
  if (name === "node" && rest.some((word) => word === "--watch" || word.startsWith("--watch-path")))
    return "node --watch";
  return developmentServer(name, rest[0]?.startsWith("-") ? "" : (rest[0] ?? ""));
}

/** A development server, and the text of the package script that starts it. */
interface ScriptedServer {
  readonly server: string;
  readonly script: string;
}

/** The one that a call starts by a package script; undefined when it calls none, or the script runs several commands. */
export function scriptedServer(argv: readonly string[], { project, files }: Facts): ScriptedServer | undefined {
  return serverOf(runOf(argv, project, files), undefined);
}

function serverOf(run: Run, script: string | undefined): ScriptedServer | undefined {
  if (run.kind === "tool") return serverOf(run.run, script);
  if (run.kind === "script") {
    // What reads its output does not matter.
    const [only, ...more] = run.runs.filter(({ command }) => !command?.within.length && command?.operator !== "|");
    return only && more.length === 0 ? serverOf(only, run.text) : undefined;
  }
  const server = run.kind === "program" && script !== undefined ? developmentServerIn(run.argv) : undefined;
  return server === undefined || script === undefined ? undefined : { server, script };
}
