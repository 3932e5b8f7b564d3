/** What people pass on or look up: findings for where faults are reported, and what is in force for a file. */

import type { CancellationToken, Connection } from "vscode-languageserver";
import { displayName, version } from "../../package.json";
import { effectiveSettings } from "../engine/effectiveSettings";
import { settingsPage } from "../features/settingsPage";
import { findingTeller } from "../features/toldFinding";
import {
  type FindingsParams,
  type FindingsResult,
  findingsRequest,
  type SettingsParams,
  type SettingsResult,
  settingsRequest,
  type ToldFinding,
} from "../requests";
import type { Host } from "../types";
import { unlimited } from "../util/limit";
import { baseName } from "../util/paths";
import { plain } from "../util/uris";
import type { Checked } from "./checked";
import type { Client } from "./client";
import type { createConfigurations } from "./configurations";

interface Needs {
  readonly host: Host;
  client(): Client;
  readonly configurations: ReturnType<typeof createConfigurations>;
  isOurs(uri: string): boolean;
  /** What is found out about an open document: see `createChecks`. */
  about<Result>(
    uri: string,
    token: CancellationToken,
    find: (checked: Checked) => Result | Promise<Result>,
  ): Promise<Result | undefined>;
}

export interface Tellings {
  /** What is found in an open document; undefined when it is not checked. */
  findings(uri: string, token: CancellationToken): Promise<readonly ToldFinding[] | undefined>;
  /** What is in force for an open document, as markdown; undefined when it is none of ours. */
  settings(uri: string): Promise<string | undefined>;
}

/** Answers the requests, and gives the same to the commands of other clients. */
export function serveTellings(connection: Connection, needs: Needs): Tellings {
  const { host, client, configurations } = needs;
  const { limit = unlimited } = host;

  function findings(uri: string, token: CancellationToken): Promise<readonly ToldFinding[] | undefined> {
    return needs.about(uri, token, ({ file, problems }) =>
      limit(() => {
        const editor = client().name;
        const versions = [`${displayName} ${version}`, ...(editor === undefined ? [] : [editor])];
        const tell = findingTeller(toldText(file), baseName(plain(uri)), versions);
        return problems.map((problem) => ({ rule: problem.rule.id, message: problem.message, ...tell(problem) }));
      }),
    );
  }

  async function settings(uri: string): Promise<string | undefined> {
    if (!needs.isOurs(uri)) return undefined;
    const { effective, defaults, layers, sources } = await configurations.layersOf(uri);
    return settingsPage(baseName(plain(uri)), sources, effectiveSettings(effective, defaults, layers));
  }

  connection.onRequest(
    findingsRequest,
    async ({ uri }: FindingsParams, token): Promise<FindingsResult> => (await findings(uri, token)) ?? null,
  );
  connection.onRequest(
    settingsRequest,
    async ({ uri }: SettingsParams): Promise<SettingsResult> => (await settings(uri)) ?? null,
  );
  return { findings, settings };
}

/** What findings are told with: of files of builds the images alone, since nobody knows which of the rest is secret. */
function toldText(file: Checked["file"]): string {
  if (!("images" in file)) return file.text;
  let told = "";
  for (const { start, end } of file.images.map(({ span }) => span)) {
    told += blank(file.text.slice(told.length, start)) + file.text.slice(Math.max(start, told.length), end);
  }
  return told + blank(file.text.slice(told.length));
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, " ");
}
