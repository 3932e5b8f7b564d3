/** What makes wrong what the server remembers: the one table that says so, and what follows it. */

import { FileChangeType, type FileEvent } from "vscode-languageserver";
import { isHadolintFile } from "../engine/hadolintConfig";
import { isProjectFile } from "../engine/projectConfig";
import { baseName } from "../util/paths";

/** What is remembered of each document or file, and can be dropped as a whole. */
type Whole =
  /** What was found in a document. */
  | "checks"
  /** What is known around a document. */
  | "surroundings"
  /** What is configured for a document. */
  | "configurations";

type Cache =
  | Whole
  /** What is asked of other programs about a document. */
  | "questions"
  /** Texts and listings of what is on the disk. */
  | "disk"
  /** Sizes of build contexts. */
  | "contexts";

interface Row {
  /** Dropped of the document or file that it happens to. */
  readonly own: readonly Cache[];
  /** Dropped of the open documents that are judged by that one. */
  readonly dependents?: readonly Cache[];
  /** Dropped of everything. */
  readonly all?: readonly Whole[];
  /**
   * What is shown again: `now` the document; `pushed` the document and those that depend on it, to a client that does
   * not ask by itself; `soon` everything, after the last of many such events.
   */
  readonly show?: "now" | "pushed" | "soon";
}

// A check is remembered for one version of its document, so that it need not be dropped when that changes.
export const drops = {
  documentChanged: { own: [], dependents: ["checks", "surroundings"], show: "pushed" },
  documentClosed: {
    own: ["checks", "surroundings", "configurations", "questions"],
    dependents: ["checks", "surroundings"],
    show: "pushed",
  },
  configurationChanged: { own: [], all: ["checks", "configurations"], show: "soon" },
  syntaxOptionChanged: { own: [], all: ["checks", "configurations"], show: "soon" },
  trustGiven: { own: [], all: ["checks"], show: "soon" },
  foldersChanged: { own: [], all: ["checks", "surroundings", "configurations"], show: "soon" },
  fileCreated: { own: ["contexts", "disk"], all: ["checks", "surroundings"], show: "soon" },
  fileDeleted: { own: ["contexts", "disk"], all: ["checks", "surroundings"], show: "soon" },
  /** One whose text says something to a rule. */
  fileChanged: { own: ["contexts", "disk"], all: ["checks", "surroundings"], show: "soon" },
  /** One of which nothing but its size counts. */
  otherFileChanged: { own: ["contexts"] },
  /** Created, changed or deleted. */
  configurationFileChanged: {
    own: ["contexts", "disk"],
    all: ["checks", "surroundings", "configurations"],
    show: "soon",
  },
  /** The client does not tell of files, and their texts and listings have been dropped. */
  filesMayHaveChanged: { own: [], all: ["checks", "surroundings", "configurations"], show: "soon" },
  /** Other programs have said something new about a document. */
  answersFound: { own: ["checks"], show: "now" },
  /** What is known around a document has come later than its check could wait. */
  surroundingsFound: { own: ["checks"], show: "now" },
  /** The same, and someone who wants it is waiting: the answer shows it. */
  surroundingsAwaited: { own: ["checks"] },
  /** It takes too long to find something out about a document: no more is tried before its text changes. */
  gaveUp: { own: ["checks", "surroundings"], show: "now" },
  /** The client has told late what is configured. */
  configurationFound: { own: ["checks"], show: "now" },
} satisfies Record<string, Row>;

export type ServerEvent = keyof typeof drops;

/** What an event happens to. */
export interface Subject {
  /** Of a document or file; empty for the workspace. */
  readonly uri: string;
  /** URIs of the open documents that are judged by it. */
  readonly dependents?: readonly string[];
  /** What happened to a file. */
  readonly kind?: "created" | "changed" | "deleted";
}

type Caches = { readonly [Name in Cache]: { forget(uri: string, kind: Subject["kind"]): void } } & {
  readonly [Name in Whole]: { clear(): void };
};

/** How results are shown again. */
interface Shows {
  now(uri: string): void;
  pushed(uris: readonly string[]): void;
  soon(): void;
}

/** Gives what is to be called when something has happened: it drops what the table says, then shows what it says. */
export function createInvalidation(caches: Caches, shows: Shows) {
  return (event: ServerEvent, { uri, dependents = [], kind }: Subject = { uri: "" }): void => {
    const row: Row = drops[event];
    for (const cache of row.own) caches[cache].forget(uri, kind);
    for (const cache of row.dependents ?? []) for (const one of dependents) caches[cache].forget(one, kind);
    for (const cache of row.all ?? []) caches[cache].clear();
    if (row.show === "now") shows.now(uri);
    else if (row.show === "pushed") shows.pushed([uri, ...dependents]);
    else if (row.show === "soon") shows.soon();
  };
}

/**
 * What it means that a file has changed on the disk; undefined when it means nothing.
 * @param isKnown tells of a file whether something may rest on its text, as it has been read.
 */
export function fileEvent(
  { uri, type }: FileEvent,
  isKnown: (uri: string) => boolean = () => false,
): { event: ServerEvent; kind: Subject["kind"] } | undefined {
  // An installation of packages changes thousands of files that no rule sees.
  if (/\/(node_modules|\.git)\//.test(uri)) return undefined;
  const { kind, event } = fileEvents[type];
  if (isHadolintFile(uri) || isProjectFile(uri)) return { event: "configurationFileChanged", kind };
  return { event: event === "fileChanged" && !isRead(uri) && !isKnown(uri) ? "otherFileChanged" : event, kind };
}

const fileEvents = {
  [FileChangeType.Created]: { kind: "created", event: "fileCreated" },
  [FileChangeType.Changed]: { kind: "changed", event: "fileChanged" },
  [FileChangeType.Deleted]: { kind: "deleted", event: "fileDeleted" },
} as const;

/** Whether rules, or what is configured, follow from the text of a file. */
function isRead(uri: string): boolean {
  return /^(?:package\.json|\.npmrc)$|(?:\.ya?ml|\.hcl|\.json|ignore|\.[cm]?js|\.sh)$|ockerfile|ontainerfile/i.test(
    baseName(uri),
  );
}
