import { runnerPrograms } from "../data/packageManagers";
import { developmentServer } from "../data/tools";
import { programName } from "../stage/process";

/** The name of the development server that a command starts; undefined when it starts none. */
export function developmentServerIn(words: readonly string[]): string | undefined {
  const [program, ...rest] = runnerPrograms.has(words[0] ?? "") ? words.slice(1) : words;
  const name = programName(program) ?? "";
  if (name === "node" && rest.some((word) => word === "--watch" || word.startsWith("--watch-path")))
    return "node --watch";
  return developmentServer(name, rest[0]?.startsWith("-") ? "" : (rest[0] ?? ""));
}
