import { managerPrograms } from "../data/packageManagers";
import { installsIn } from "../packages/install";
import { packageCi } from "../packages/packageCi";
import { unpinnedPackages } from "../packages/packages";
import { runsOf } from "../syntax/runs";
import type { Command, DockerfileRule, Facts, Fix, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: [...managerPrograms],
  id: "unpinned-npm-package",
  title: "An npm package is installed without a version",
  severity: "info",
  category: "packages",
  aliases: ["DL3016"],
  why:
    "Without a version each build takes the newest release, be it one that breaks the application or one that somebody has tampered with. " +
    "The registry keeps old releases, so that `name@1.2.3`, or a dependency in package.json with its lock file, goes on working.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3016", "https://docs.npmjs.com/cli/commands/npm-install"],
  bad: "FROM node:24-slim\nRUN npm install -g typescript",
  good: "FROM node:24-slim\nRUN npm install -g typescript@5.9.3",
  files: { "package.json": '{"devDependencies": {"typescript": "5.9.3"}}' },

  *check(file, facts) {
    const installs = runsOf(file).flatMap(installsIn);
    // Of what was meant for the verb, npm-install tells.
    const meant = installs.filter((install) => packageCi(install, false).length === 0);
    const named = new Map(meant.map((install) => [install.command, install.packages]));
    const packages = (command: Command) => named.get(command) ?? [];
    const consequence = "each build takes the newest release";
    for (const { word, finding } of unpinnedPackages(file, { packages, isPinned, consequence })) {
      yield { ...finding, fixes: fixes(word, facts) };
    }
  },
} satisfies DockerfileRule;

/** By version or tag, as a file, as a commit of a repository, or as one of another project's own (`workspace:`). */
function isPinned(name: string): boolean {
  if (/^[./~]|\.(?:tar|tar\.gz|tgz)$|^(?:file|link|workspace|npm|jsr|portal|https?):/.test(name)) return true;
  if (/^git[+:@]|^(?:github|gitlab|bitbucket|gist):/.test(name)) return name.includes("#");
  return name.slice(1).includes("@") || name.includes("#");
}

/** The project may say which version it works with, be it of the package manager itself. */
function fixes({ text, value, end }: Word, { project, contents }: Facts): Fix[] {
  if (value === undefined || text !== value || !project) return [];
  const manifest = contents?.get(project.manifest) ?? "";
  const manager = /"packageManager"\s*:\s*"([a-z]+)@(\d[\w.-]*)/.exec(manifest);
  const version = manager?.[1] === value ? manager[2] : { ...project.dependencies, ...project.devDependencies }[value];
  if (version === undefined || !/^[~^]?\d[\w.-]*$/.test(version)) return [];
  const title = `Take the version of package.json, ${version}`;
  return [{ title, safe: false, edits: [{ start: end, end, text: `@${version}` }] }];
}
