import type { WorkspaceEdit } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { difference } from "../edits/difference";
import { configDisabling, disabledInConfig } from "../engine/disableInProject";
import { configOfFile, findProjectConfig, projectFileNames, readProjectConfig } from "../engine/projectConfig";
import type { Host } from "../types";
import { baseName } from "../util/paths";
import { parent, pathFrom, plain, uriOf } from "../util/uris";
import type { Homes } from "./belonging";
import { abilitiesOf, type Client } from "./client";
import { toWorkspaceEdit } from "./convert";
import { createEncoded } from "./encoded";

interface Needs {
  /** Files as the user sees them. */
  readonly host: Host;
  readonly homes: Homes;
  client(): Client;
  openDocument(uri: string): TextDocument | undefined;
  /** Whether the client has applied the edit. */
  apply(label: string, edit: WorkspaceEdit): Promise<boolean>;
}

/**
 * Gives what switches rules off in the configuration file of the project that a file belongs to; where there is none, in
 * a new one in the folder of the workspace. What comes of it is said in a message for people.
 */
export function createDisabling({ host, homes, client, openDocument, apply }: Needs) {
  return async (ids: readonly string[], uri: string): Promise<{ applied: boolean; message: string }> => {
    const refuse = (why: string) => ({ applied: false, message: `${ids.join(", ")} is as it was: ${why}` });
    const { contexts } = await homes.around(uri);
    const known = await findProjectConfig(host, contexts);
    const root = contexts.at(-1);
    const file = known?.uri ?? (root === undefined ? undefined : uriOf(root, projectFileNames[0]));
    if (file === undefined)
      return refuse("the file is in no folder, so that there is no place for a configuration file");
    const name = pathFrom(parent(uri), file) ?? baseName(plain(file));
    const before = known && (await host.read(known.uri));
    const after = before === undefined ? configDisabling(ids) : await disabledInConfig(file, before, ids);
    if (after === undefined) return refuse(`${name} cannot be read as it is`);
    const { encoding } = client();
    const abilities = abilitiesOf(client());
    const open = openDocument(file);
    const document = before === undefined ? undefined : createEncoded(file, "plaintext", 0, before, encoding);
    const target = {
      uri: open?.uri ?? file,
      version: open?.version ?? null,
      document,
      edits: difference(before ?? "", after),
    };
    const edit = toWorkspaceEdit([target], abilities);
    if (!edit)
      return refuse(`this editor cannot create files. Write this to ${name}: ${configDisabling(ids)}`.trimEnd());
    if (!(await isOff(host, file, after, uri, ids))) return refuse(`an override in ${name} says otherwise`);
    if (target.edits.length > 0 && !(await apply(`Disable ${ids.join(", ")}`, edit)))
      return refuse(`this editor has not applied the edit of ${name}`);
    return { applied: true, message: `${ids.join(", ")} is off in ${name}, which counts once it is saved` };
  };
}

/** Whether a file of that text switches the rules off for the file at `uri`. */
async function isOff(host: Host, file: string, text: string, uri: string, ids: readonly string[]): Promise<boolean> {
  const read = async (it: string) => (it === file ? text : host.read(it));
  const { rules } = configOfFile(await readProjectConfig({ ...host, read }, file), uri);
  return ids.every((id) => rules[id] === "off");
}
