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
export type ListResult = readonly string[] | null;

/** Among the `initializationOptions` of a client. */
export interface TrustOptions {
  /** The user trusts the files of the workspace; only then are other programs started. */
  readonly trusted?: boolean;
}
/** Client → server, a notification: the user trusts them from now on. */
export const trustedNotification = "drydock/trusted";

/** Among the `initializationOptions` of a client, and of the notification below. */
export interface SyntaxOptions {
  /** Something else in the editor reports errors of syntax in Dockerfiles. */
  readonly syntaxChecked?: boolean;
}
/** Client → server, a notification: that has changed. */
export const syntaxNotification = "drydock/syntaxChecked";

/** Client → server: what *Harden Dockerfile* would make of an open Dockerfile, null when it is not open. */
export const hardenRequest = "drydock/harden";
export interface HardenParams {
  readonly uri: string;
}
export interface HardenResult {
  /** Of the document that was hardened; null when the client gave none. */
  readonly version: number | null;
  /** The whole Dockerfile afterwards. */
  readonly text: string;
  /** Other files that are created or changed, `.dockerignore` mostly, with their whole text afterwards. */
  readonly files: readonly HardenedFile[];
  /** What was done, in order. */
  readonly applied: readonly AppliedFix[];
}
export interface HardenedFile {
  /** From the root of the build context. */
  readonly path: string;
  readonly uri: string;
  readonly text: string;
}
export interface AppliedFix {
  /** The id of the rule. */
  readonly rule: string;
  /** What was done. */
  readonly title: string;
  /** Why it was done. */
  readonly message: string;
  /** 0-based line of the finding in the text before that step. */
  readonly line: number;
}
