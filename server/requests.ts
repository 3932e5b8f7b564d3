import type { HardenOptions } from "./engine/choosing";
import type { Hardened } from "./engine/harden";
import type { Score } from "./engine/score";
import type { Amount, ContextEntry, FolderEntry, Listing } from "./types";

/** The few requests that are ours: their names, what goes in (`…Params`) and what comes back (`…Result`). */

/** Server → client, where the server has no file system: the text of a file of the workspace, null when it cannot be had. */
export const readRequest = "drydock/read";
export interface ReadParams {
  readonly uri: string;
}
export type ReadResult = string | null;

/** Server → client, likewise: the paths of all files below a folder of the workspace, null when it cannot be listed. */
export const listRequest = "drydock/list";
export interface ListParams {
  readonly uri: string;
}
export type ListResult = Listing | null;

/** Server → client, likewise: what stands in one folder of the workspace, null when it cannot be listed. */
export const folderRequest = "drydock/folder";
export interface FolderParams {
  readonly uri: string;
}
export type FolderResult = readonly FolderEntry[] | null;

/** Among the `initializationOptions` of a client. */
export interface TrustOptions {
  /** The user trusts the files of the workspace; only then are other programs started. */
  readonly trusted?: boolean;
}
/** Among the `initializationOptions` of a client: it remembers what the notification below tells. */
export interface RegistryOptions {
  readonly remembersRegistries?: boolean;
}
/** Server → client, a notification: the user has said whether registries may be asked, for good. */
export const registriesNotification = "drydock/registries";
export interface RegistriesParams {
  readonly enabled: boolean;
}

/** Client → server, a notification: the user trusts them from now on. */
export const trustedNotification = "drydock/trusted";

/** Among the `initializationOptions` of a client, and of the notification below. */
export interface SyntaxOptions {
  /** Something else in the editor reports errors of syntax in Dockerfiles. */
  readonly syntaxChecked?: boolean;
  /** Something else in the editor gives outline, completion of instructions and the like. */
  readonly languageServed?: boolean;
}
/** Among the `initializationOptions` of a client. */
export interface CommandOptions {
  /** Commands of code actions that the client runs itself; the server runs all others. */
  readonly commands?: readonly string[];
}
/** Client → server, a notification: that has changed. */
export const syntaxNotification = "drydock/syntaxChecked";

/** Client → server: what *Harden Dockerfile* would make of an open Dockerfile, null when it is not open. */
export const hardenRequest = "drydock/harden";
export interface HardenParams extends HardenOptions {
  readonly uri: string;
}
export interface HardenResult extends Omit<Hardened, "files"> {
  /** Of the document that was hardened; null when the client gave none. */
  readonly version: number | null;
  /** Other files that are created or changed, `.dockerignore` mostly, with their whole text afterwards. */
  readonly files: readonly HardenedFile[];
}
export interface HardenedFile {
  /** From the root of the build context. */
  readonly path: string;
  readonly uri: string;
  readonly text: string;
}

/** Glob patterns of the files beside Dockerfiles whose images are judged; `isBuildFile` has the last word. */
export const buildFilePatterns = [
  "**/{compose,docker-compose}*.{yml,yaml}",
  "**/docker-bake*.{hcl,json}",
  "**/.devcontainer{.json,/devcontainer.json,/*/devcontainer.json}",
] as const;

/** Client → server: how far an open Dockerfile follows the practices, as the preview of its hardening says it; null when that is not known. */
export const scoreRequest = "drydock/score";
export interface ScoreParams {
  readonly uri: string;
}
export type ScoreResult = Score | null;

/** `workspace/executeCommand`, by any client. [URI of an open Dockerfile, a level or `HardenCommandOptions`] */
export const hardenCommand = "drydock.harden";
export interface HardenCommandOptions extends HardenOptions {
  /** Says what was done, and what is left; default: true. */
  readonly summary?: boolean;
}
/** Applies all that cannot change what is built. [URI of an open document] */
export const fixAllCommand = "drydock.fixAll";
/** Turns a rule off in the configuration file of the project, which is created where there is none. [rule, URI of a file] */
export const disableRuleCommand = "drydock.disableRule";
/** Shows what a rule is about. [rule] */
export const explainCommand = "drydock.explain";
/** Applies an edit that a client could not be given in a code action. [`WorkspaceEdit`, URI of the document, its version] */
export const applyFixCommand = "drydock.applyFix";
/** Of the image whose FROM stands in a document at an offset. */
export const scanCommand = "drydock.scanImage";
/** The same of images that could take its place as well: shows how they compare. */
export const compareCommand = "drydock.compareBases";
/** Shows a finding as it is told where faults are reported. [URI of an open document, 0-based line, rule] */
export const findingCommand = "drydock.copyFinding";
/** Shows what is in force for a file, and from where. [URI of an open document] */
export const settingsCommand = "drydock.showSettings";
/** What the server can be asked to do. */
export const commandNames = [
  hardenCommand,
  fixAllCommand,
  disableRuleCommand,
  explainCommand,
  applyFixCommand,
  scanCommand,
  compareCommand,
  findingCommand,
  settingsCommand,
] as const;
/** Edits (`WorkspaceEdit` of the protocol) that turn a rule off by a comment, for a client that asks where, as far as there is a place for one. */
export interface DisablingEdits {
  readonly onLine?: unknown;
  readonly inFile?: unknown;
  /** Of the document that they are for. */
  readonly version: number;
}

/** Client → server: the page of a rule by any of its names, as markdown; null when there is none. */
export const rulePageRequest = "drydock/rulePage";
export interface RulePageParams {
  readonly rule: string;
}
export type RulePageResult = string | null;

/** Client → server: what is found in an open document, as it is told where faults are reported; null when it is not checked. */
export const findingsRequest = "drydock/findings";
export interface FindingsParams {
  readonly uri: string;
}
export type FindingsResult = readonly ToldFinding[] | null;
export interface ToldFinding {
  readonly rule: string;
  readonly message: string;
  /** 0-based, of its first and its last line. */
  readonly line: number;
  readonly endLine: number;
  /** As markdown: rule, message, the lines without secrets, and versions. */
  readonly text: string;
}

/** Client → server: what is in force for an open document, and from where, as markdown; null when it is none of ours. */
export const settingsRequest = "drydock/settings";
export interface SettingsParams {
  readonly uri: string;
}
export type SettingsResult = string | null;

/** Client → server: one folder of the build context that a Dockerfile or ignore file stands for; null when there is none. */
export const contextRequest = "drydock/context";
export interface ContextParams {
  /** Of an open document. */
  readonly uri: string;
  /** From the root of the build context; "" is the root. */
  readonly folder: string;
  /** What was counted before is counted anew. */
  readonly again?: boolean;
}
export interface ContextResult {
  /** URI of the build context. */
  readonly root: string;
  /** How it is known, for people: "compose.yaml builds it, service web". */
  readonly reason: string;
  readonly isCertain: boolean;
  /** The ignore file in force; null when there is none. */
  readonly ignore: { readonly uri: string; readonly path: string } | null;
  /** "counting" while numbers are still growing, "limited" when there are more files than are counted. */
  readonly state: "counting" | "complete" | "limited";
  /** Of the whole context. */
  readonly sent: Amount;
  readonly ignored: Amount;
  /** What stands in the folder, the biggest first. */
  readonly entries: readonly ContextEntry[];
}

/** Server → client, a notification: the context of these folders (URIs) has been counted, or has changed. */
export const contextChangedNotification = "drydock/contextChanged";
export interface ContextChangedParams {
  readonly roots: readonly string[];
}

/** Client → server: the edit (`WorkspaceEdit` of the protocol) that leaves a path out of the context, or keeps it in; null when nothing needs doing. */
export const contextEditRequest = "drydock/contextEdit";
export interface ContextEditParams {
  readonly uri: string;
  readonly path: string;
  readonly isFolder: boolean;
  readonly keep: boolean;
}
