/** Servers that a framework builds or brings: they handle SIGTERM without a word of it in the project. */

import { insideOf, joined } from "../image/model";
import { fileIndex } from "../node/entryFile";
import { programName } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy, takesFromContext } from "../syntax/instructions";
import type { Facts, Stage, Word } from "../types";
import { baseName } from "../util/paths";
import { type SignalledServer, signalledServers } from "./signalledServers";

/**
 * Whether the file that node is told to run is a server of a framework that handles SIGTERM by itself. Asks where the file was built,
 * since a COPY may have given it another place.
 * @param argv node and its arguments, in the working directory of the stage.
 */
export function isSignalledServer(stage: Stage, argv: readonly Word[], facts: Facts): boolean {
  const server = builtServer(stage, argv, facts);
  return server !== undefined && !(server.off && stage.variable(server.off));
}

/** Whether such a server runs in production where NODE_ENV says nothing. The parameters are those of `isSignalledServer`. */
export function isProductionServer(stage: Stage, argv: readonly Word[], facts: Facts): boolean {
  return builtServer(stage, argv, facts)?.isProduction === true;
}

function builtServer(stage: Stage, argv: readonly Word[], { project }: Facts): SignalledServer | undefined {
  const words = argv.map(({ value }) => value ?? "");
  if (!/^node(?:js)?$/.test(programName(words[0]) ?? "")) return undefined;
  const path = resolvePath(stage.after.workdir, argv[fileIndex(words)]?.value);
  if (path === undefined) return undefined;
  const paths = [path, ...builtAt(stage, path)];
  const packages = { ...project?.dependencies, ...project?.devDependencies };
  return signalledServers.find(({ file, below = "/", made }) => {
    const isMade = !made || Number(/\d+/.exec(packages[made.by] ?? "")?.[0] ?? 0) >= made.since;
    return isMade && paths.some((each) => each.includes(below) && file.test(each));
  });
}

/** The paths in other stages that a file may have been copied from. */
function builtAt(stage: Stage, path: string): readonly string[] {
  return inherited(stage).flatMap((copy) => {
    const target = isCopy(copy) && !takesFromContext(copy) ? copy.words.at(-1)?.value : undefined;
    const place = resolvePath(copy.before.workdir, target);
    const inside = place === undefined ? undefined : insideOf(path, place);
    if (inside === undefined) return [];
    return copy.words.slice(0, -1).flatMap(({ value }) => {
      const source = resolvePath("/", value);
      if (source === undefined) return [];
      return baseName(source) === inside ? [source, joined(source, inside)] : [joined(source, inside)];
    });
  });
}
