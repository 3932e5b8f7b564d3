import type { Connection } from "vscode-languageserver";
import type { Layer } from "../engine/effectiveSettings";
import { findHadolintFile, type HadolintFile } from "../engine/hadolintConfig";
import { complaintAbout } from "../engine/presets";
import { configOfFile, findProjectConfig, type ProjectConfig } from "../engine/projectConfig";
import { type Configuration, readConfiguration } from "../engine/settings";
import type { Host } from "../types";
import { fieldsOf } from "../util/json";
import { baseName } from "../util/paths";
import { soon } from "../util/soon";
import { parent, pathFrom, plain } from "../util/uris";
import type { Homes } from "./belonging";
import type { Client } from "./client";
import type { Launch } from "./launch";

/** Milliseconds before a wrong name is told of: it may be that of a rule which is being typed, in an editor that saves by itself. */
const silence = 3000;

/** Milliseconds that a client has to tell what is configured: one that never does is served as well. */
const patience = 2000;

interface Configurations {
  /** What is configured for a document. */
  of(uri: string): Promise<Configuration>;
  /** The same with what comes from whom, the strongest first, and the files that are read. */
  layersOf(uri: string): Promise<{
    readonly effective: Configuration;
    readonly defaults: Configuration;
    readonly layers: readonly Layer[];
    readonly sources: readonly string[];
  }>;
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
  /** Something is wrong with what is configured: for people. */
  tell(message: string): void;
}

/** What is configured for the open documents, by the client, the file of the project, and that of hadolint. */
export function createConfigurations({
  connection,
  host,
  client,
  homes,
  launch,
  onFound,
  tell,
}: Needs): Configurations {
  const configurations = new Map<string, Promise<Configuration>>();
  const told = new Set<string>();
  const pending = new Map<string, ReturnType<typeof setTimeout>>();

  async function configure(uri: string): Promise<Configuration> {
    const asked = ask(uri).then((section) => ({ section }));
    const [answer, file, project] = await Promise.all([soon(asked, patience), hadolintOf(uri), projectOf(uri)]);
    const configurationWith = (section: unknown) => {
      const names = Object.keys(fieldsOf(fieldsOf(section).rules));
      note(
        uri,
        "drydock.rules",
        names.flatMap((name) => complaintAbout(name, false) ?? []),
      );
      return readConfiguration(section, file?.config, project, client().isSyntaxChecked, client().isLanguageServed);
    };
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
    return findHadolintFile(host, (await homes.around(uri)).contexts);
  }

  async function findProject(uri: string): Promise<ProjectConfig | undefined> {
    return findProjectConfig(host, (await homes.around(uri)).contexts);
  }

  async function hadolintOf(uri: string): Promise<HadolintFile | undefined> {
    const file = await findFile(uri);
    for (const complaint of file?.complaints ?? []) host.log(`${file?.uri}: ${complaint}`);
    return file;
  }

  async function projectOf(uri: string) {
    const config = await findProject(uri);
    for (const complaint of config?.complaints ?? []) host.log(`${config?.uri}: ${complaint}`);
    note(uri, config ? baseName(plain(config.uri)) : "drydock.json", config?.complaints ?? []);
    return config && configOfFile(config, uri);
  }

  /** Each complaint about what is configured for a document is told once, when it is still there after a while. */
  function note(uri: string, source: string, complaints: readonly string[]): void {
    const key = `${source} ${uri}`;
    clearTimeout(pending.get(key));
    if (complaints.length === 0) return;
    const timer = setTimeout(() => {
      for (const complaint of complaints) {
        const message = `${source}: ${complaint}`;
        if (!told.has(message)) tell(message);
        told.add(message);
      }
    }, silence);
    // In a browser there is nothing that it could hold up.
    timer.unref?.();
    pending.set(key, timer);
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
    async layersOf(uri) {
      const [section, hadolint, project] = await Promise.all([ask(uri), findFile(uri), findProject(uri)]);
      const { isSyntaxChecked, isLanguageServed } = client();
      const file = project && configOfFile(project, uri);
      const shown = (address: string) => pathFrom(parent(uri), address) ?? plain(address);
      return {
        effective: readConfiguration(section, hadolint?.config, file, isSyntaxChecked, isLanguageServed),
        defaults: readConfiguration(undefined),
        layers: [
          { name: "the settings of the editor", configuration: readConfiguration(section) },
          ...(file && project
            ? [{ name: shown(project.uri), configuration: readConfiguration(undefined, undefined, file) }]
            : []),
          ...(hadolint
            ? [{ name: shown(hadolint.uri), configuration: readConfiguration(undefined, hadolint.config) }]
            : []),
          {
            name: "another extension that is there",
            configuration: readConfiguration(undefined, undefined, undefined, isSyntaxChecked, isLanguageServed),
          },
        ],
        sources: [
          ...(project ? [shown(project.uri), ...project.bases.map(shown).reverse()] : []),
          ...(hadolint ? [shown(hadolint.uri)] : []),
        ],
      };
    },
    forget: (uri) => configurations.delete(uri),
    clear: () => configurations.clear(),
  };
}
