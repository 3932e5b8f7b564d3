import type { Configuration } from "../engine/settings";
import type { Dockerfile, Host } from "../types";
import { contextSetFor, contextsOf } from "../workspace/chooseContext";
import { gatherFacts, gatherIgnoreFacts, type Surroundings, wantsOf } from "../workspace/facts";
import type { Client } from "./client";

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
  client(): Client;
  isOpen(uri: string): boolean;
}

/** What is known around the open documents: found once, and again when they want something else. */
export function createSurroundings({ host, client, isOpen }: Needs): Found {
  const known = new Map<string, { readonly key: string; readonly found: Promise<Surroundings> }>();
  return {
    around(uri, dockerfile, { buildContext, fileContext }) {
      const wants = dockerfile && wantsOf(dockerfile);
      const key = JSON.stringify([wants, buildContext, fileContext]);
      const last = known.get(uri);
      if (last?.key === key) return last.found;
      const { folders } = client();
      const contexts = contextsOf(uri, folders);
      const hints = { chosen: contextSetFor(uri, folders, buildContext) ?? fileContext };
      const found = wants
        ? gatherFacts(host, uri, contexts, wants, hints)
        : gatherIgnoreFacts(host, uri, contexts, hints);
      // It may have been closed while its configuration was asked for.
      if (isOpen(uri)) known.set(uri, { key, found });
      return found;
    },
    last: (uri) => known.get(uri)?.found,
    forget: (uri) => known.delete(uri),
    clear: () => known.clear(),
  };
}
