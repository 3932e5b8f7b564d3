import type { Configuration } from "../engine/settings";
import type { Dockerfile, Host } from "../types";
import { contextSetFor } from "../workspace/chooseContext";
import { gatherFacts, gatherIgnoreFacts, type Surroundings } from "../workspace/facts";
import { wantsOf } from "../workspace/wants";
import type { Homes } from "./belonging";

type ChosenContext = Pick<Configuration, "buildContext" | "fileContext">;

interface Found {
  /**
   * What is known around an open document.
   * @param dockerfile undefined for an ignore file.
   * @param chosen what is configured about its build context.
   */
  around(uri: string, dockerfile: Dockerfile | undefined, chosen: ChosenContext): Promise<Surroundings>;
  /** What was found last, or is being found. */
  last(uri: string): Promise<Surroundings> | undefined;
  forget(uri: string): void;
  clear(): void;
}

interface Needs {
  /** Files as the user sees them. */
  readonly host: Host;
  readonly homes: Homes;
  isOpen(uri: string): boolean;
}

/** What is known around the open documents: found once, and again when they want something else. */
export function createSurroundings({ host, homes, isOpen }: Needs): Found {
  const known = new Map<string, { readonly key: string; readonly found: Promise<Surroundings> }>();

  async function gather(
    uri: string,
    wants: ReturnType<typeof wantsOf> | undefined,
    buildContext: string,
    fileContext: string | undefined,
  ): Promise<Surroundings> {
    const { contexts, folders, isOpenEnded } = await homes.around(uri);
    const hints = { chosen: contextSetFor(uri, folders, buildContext) ?? fileContext, isOpenEnded };
    return wants ? gatherFacts(host, uri, contexts, wants, hints) : gatherIgnoreFacts(host, uri, contexts, hints);
  }

  return {
    around(uri, dockerfile, { buildContext, fileContext }) {
      const wants = dockerfile && wantsOf(dockerfile);
      const key = JSON.stringify([wants, buildContext, fileContext]);
      const last = known.get(uri);
      if (last?.key === key) return last.found;
      const found = gather(uri, wants, buildContext, fileContext);
      // It may have been closed while its configuration was asked for.
      if (isOpen(uri)) known.set(uri, { key, found });
      return found;
    },
    last: (uri) => known.get(uri)?.found,
    forget: (uri) => known.delete(uri),
    clear: () => known.clear(),
  };
}
