/** Which texts of a build context are read: what those who ask about them have declared, and nothing else. */

import { envSecretReads } from "../context/envSecrets";
import { gitignoreReads } from "../context/gitignore";
import { nextConfigReads } from "../context/nextFiles";
import { outputReads } from "../context/outsideWrites";
import { pyprojectReads } from "../context/pyproject";
import { credentialReads, npmrcReads } from "../context/secretFiles";
import { tsconfigReads } from "../context/tsconfig";
import { denoReads } from "../demotion/denoWrites";
import { frameworkReads } from "../demotion/nodeFiles";
import { optionReads } from "../demotion/packageOptions";
import { variableReads } from "../demotion/pathVariables";
import { pythonSourceReads } from "../demotion/pythonWrites";
import { serverSettingReads } from "../demotion/serverSettings";
import { settingsReads } from "../demotion/settingsFiles";
import { programSourceReads } from "../demotion/sourceWrites";
import { toldReads } from "../demotion/toldPlaces";
import { nginxReads } from "../image/detachedServer";
import { lockReads } from "../locks/lockFit";
import { siteReads } from "../multistage/siteBuilds";
import { nextReads } from "../multistage/stageResult";
import { nestReads } from "../multistage/stageSteps";
import { deployReads } from "../multistage/workspaceDeploy";
import { buildReads } from "../node/buildOutputs";
import { copiedManifestReads } from "../node/entry";
import { hookReads } from "../node/hookSources";
import { yarnReads } from "../node/manifests";
import { projectReads, readProject } from "../node/project";
import { startReads } from "../node/startReads";
import { workspaceFileReads, workspaceReads } from "../node/workspaces";
import { bundlerReads } from "../packages/bundlerInstalls";
import { composerReads } from "../packages/composerProject";
import { dependencyReads } from "../packages/dependencyInstalls";
import { dotnetProjectReads, dotnetSettingReads, dotnetSourceReads } from "../projects/dotnetProject";
import { goModuleReads, goSourceReads } from "../projects/goProject";
import { gradleReads, javaSourceReads, pomReads } from "../projects/javaProject";
import { pythonProjectReads } from "../projects/pythonProject";
import { requirementReads } from "../projects/pythonRequirements";
import { railsReads } from "../projects/railsMode";
import { cargoReads, rustSourceReads } from "../projects/rustProject";
import { htaccessReads } from "../servers/apacheModules";
import { addressReads } from "../servers/localServer";
import { serverConfigReads } from "../servers/serverConfigs";
import { supervisorReads } from "../stage/supervisor";
import type { Facts, Limit, Named, Project, Reads } from "../types";
import { unlimited } from "../util/limit";
import { pathSet } from "../util/listing";

const declared: readonly Reads[] = [
  projectReads,
  copiedManifestReads,
  workspaceFileReads,
  workspaceReads,
  deployReads,
  yarnReads,
  lockReads,
  denoReads,
  frameworkReads,
  hookReads,
  npmrcReads,
  credentialReads,
  envSecretReads,
  gitignoreReads,
  tsconfigReads,
  nestReads,
  nextReads,
  nextConfigReads,
  siteReads,
  outputReads,
  buildReads,
  goModuleReads,
  goSourceReads,
  addressReads,
  cargoReads,
  rustSourceReads,
  dotnetProjectReads,
  dotnetSourceReads,
  dotnetSettingReads,
  pomReads,
  gradleReads,
  javaSourceReads,
  requirementReads,
  pythonProjectReads,
  railsReads,
  startReads,
  variableReads,
  toldReads,
  optionReads,
  pythonSourceReads,
  ...programSourceReads,
  settingsReads,
  serverSettingReads,
  supervisorReads,
  serverConfigReads,
  htaccessReads,
  nginxReads,
  pyprojectReads,
  composerReads,
  bundlerReads,
  dependencyReads,
];

/** Chains of files that lead to each other end somewhere, and so does what is kept in memory. */
const mostRounds = 70;
const mostCharacters = 16_000_000;

/**
 * Has the files read that are wanted, round by round, as one text leads to the next.
 * @param known the facts so far, their `contents` left aside.
 * @param contents the texts that are known; more come in.
 * @param namedBy tells what is named, by what package.json says.
 * @param read puts the texts of files that exist into `contents`.
 * @param limit ends what takes too long.
 */
export async function readWanted(
  known: Facts,
  contents: ReadonlyMap<string, string>,
  namedBy: (project: Project | undefined) => Named,
  read: (paths: readonly string[]) => Promise<void>,
  limit: Limit = unlimited,
): Promise<void> {
  const { files = [] } = known;
  const readers = declared.map((reads) => ({
    reads,
    wanted: new Set<string>(),
    led: new Set<string>(),
    followed: new Set<string>(),
  }));
  const asked = new Set(contents.keys());
  for (let round = 0; round < mostRounds; round++) {
    // What is remembered of a map must not outlive what comes into it.
    const texts = new Map(contents);
    limit(() => {
      const project = readProject(files, texts);
      const facts: Facts = { ...known, contents: texts, project };
      const named = namedBy(project);
      for (const reader of readers) want(reader, facts, named);
    });
    const fresh = new Set(readers.flatMap(({ wanted, led }) => [...wanted, ...led].filter((path) => !asked.has(path))));
    if (fresh.size === 0 || sizeOf(texts) > mostCharacters) return;
    for (const path of fresh) asked.add(path);
    await read([...fresh]);
  }
}

interface Reader {
  readonly reads: Reads;
  /** What it has asked for so far, as far as that is there. */
  readonly wanted: Set<string>;
  /** What those texts have led to. */
  readonly led: Set<string>;
  /** Those whose texts it has seen. */
  readonly followed: Set<string>;
}

/** Takes note of what a reader wants now, as far as that is there and not too much. */
function want({ reads, wanted, led, followed }: Reader, facts: Facts, named: Named): void {
  const { files = [], contents } = facts;
  const take = (paths: Iterable<string>, into: Set<string>) => {
    for (const path of paths) {
      if (into.size >= reads.most) return;
      if (pathSet(files).has(path) && !wanted.has(path)) into.add(path);
    }
  };
  take(reads.paths(facts, named), wanted);
  if (!reads.next) return;
  for (const path of [...wanted, ...led]) {
    const text = contents?.get(path);
    if (text === undefined || followed.has(path)) continue;
    followed.add(path);
    take(reads.next(path, text, facts), led);
  }
}

function sizeOf(contents: ReadonlyMap<string, string>): number {
  let size = 0;
  for (const text of contents.values()) size += text.length;
  return size;
}
