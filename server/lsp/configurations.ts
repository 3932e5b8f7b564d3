import type { Connection } from "vscode-languageserver";
import { findHadolintFile, type HadolintFile } from "../engine/hadolintConfig";
import { configOfFile, findProjectConfig } from "../engine/projectConfig";
import { type Configuration, readConfiguration } from "../engine/settings";
import type { Host } from "../types";
import type { Homes } from "./belonging";
import type { Client } from "./client";
import type { Launch } from "./launch";
import { soon } from "./soon";

/** Milliseconds that a client has to tell what is configured: one that never does is served as well. */
const patience = 2000;

interface Configurations {
  /** What is configured for a document. */
  of(uri: string): Promise<Configuration>;
  forget(uri: string): void;
  clear(): void;
}

interface Needs {
  readonly connection: Connection;
  readonly host: Host;
  client(): Client;
  readonly homes: Homes;
  readonly launch: Launch;
  /** The client has told late what is configured for a document. */
  onFound(uri: string): void;
}

/** What is configured for the open documents, by the client, the file of the project, and that of hadolint. */
export function createConfigurations({ connection, host, client, homes, launch, onFound }: Needs): Configurations {
  const configurations = new Map<string, Promise<Configuration>>();

  async function configure(uri: string): Promise<Configuration> {
    const asked = ask(uri).then((section) => ({ section }));
    const [answer, file, project] = await Promise.all([soon(asked, patience), findFile(uri), findProject(uri)]);
    const configurationWith = (section: unknown) =>
      readConfiguration(section, file?.config, project, client().isSyntaxChecked, client().isLanguageServed);
    if (answer) return configurationWith(answer.section);
    const late = configurationWith(client().settings);
    launch("use the settings that came late", async () => {
      const { section } = await asked;
      // Dropped or asked for again meanwhile.
      if ((await configurations.get(uri)) !== late) return;
      configurations.set(uri, Promise.resolve(configurationWith(section)));
      onFound(uri);
    });
    return late;
  }

  async function findFile(uri: string): Promise<HadolintFile | undefined> {
    const file = await findHadolintFile(host, (await homes.around(uri)).contexts);
    for (const complaint of file?.complaints ?? []) host.log(`${file?.uri}: ${complaint}`);
    return file;
  }

  async function findProject(uri: string) {
    const config = await findProjectConfig(host, (await homes.around(uri)).contexts);
    for (const complaint of config?.complaints ?? []) host.log(`${config?.uri}: ${complaint}`);
    return config && configOfFile(config, uri);
  }

  async function ask(uri: string): Promise<unknown> {
    const { capabilities, settings } = client();
    if (!capabilities.workspace?.configuration) return settings;
    // One that refuses has none; one that knows none may have told them when it came.
    const told = await connection.workspace.getConfiguration({ scopeUri: uri, section: "drydock" }).catch(() => ({}));
    return told ?? settings;
  }

  return {
    of(uri) {
      const configuration = configurations.get(uri) ?? configure(uri);
      configurations.set(uri, configuration);
      return configuration;
    },
    forget: (uri) => configurations.delete(uri),
    clear: () => configurations.clear(),
  };
}
