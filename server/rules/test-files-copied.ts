import { copiesWith, enumerate, keepBack } from "../context/folderCopies";
import { isForDevelopment, isNameForDevelopment } from "../stage/purpose";
import { escapePath } from "../syntax/dockerignore";
import { runsOf } from "../syntax/runs";
import type { DockerfileRule, Facts, Finding, Stage } from "../types";
import { filterOnce } from "../util/listing";

export default {
  on: "Dockerfile",
  id: "test-files-copied",
  title: "Tests, documentation or settings of the CI get into the final image",
  severity: "off",
  category: "build-context",
  ofContext: true,
  why:
    "Nothing of it is needed where the app runs: it makes the image larger, and every change of a test builds the layer anew. " +
    "Patterns in the ignore file keep it out of the build.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY . .",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY . .",
  files: { "server.js": "", "test/server.test.js": "", ".dockerignore": "node_modules\n" },
  filesAfter: { ".dockerignore": "node_modules\ntest\n" },

  *check(file, facts) {
    if (!facts.ignore || isForDevelopment(file, facts)) return;
    const isUnwanted = (_: string, stage: Stage) => stage.ships && !isNameForDevelopment(stage.name?.value);
    // Where the same Dockerfile runs the tests, they have to be sent.
    const runsTests = runsOf(file).some(({ argumentText }) => /test/.test(argumentText));
    if (runsTests) return;
    const known = new Map<readonly string[], Pick<Finding, "message" | "fixes">>();
    for (const { source, paths } of copiesWith(file, facts, suspects(facts.files ?? []), isUnwanted, patternFor)) {
      const finding = known.get(paths) ?? describe(facts, paths);
      known.set(paths, finding);
      yield { span: source.span, ...finding };
    }
  },
} satisfies DockerfileRule;

function describe(facts: Facts, paths: readonly string[]): Pick<Finding, "message" | "fixes"> {
  const patterns = [...new Set(paths.map(patternFor))];
  const count = paths.length > 1 ? `${paths.length} files` : "one file";
  return {
    message: `This copies ${count} of tests, documentation or CI into the image: ${enumerate(patterns)}`,
    fixes: keepBack(facts, paths, patternFor).map((fix) => ({ ...fix, optional: true })),
  };
}

const folder =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|__snapshots__|e2e|cypress|playwright|coverage|docs|\.github|\.gitlab|\.circleci)(?=\/)/;
const testFile = /\.(test|spec)(\.[cm]?[jt]sx?)$|_test\.(?:go|py)$/;
const settings =
  /^(?:\.gitlab-ci\.ya?ml|\.travis\.ya?ml|azure-pipelines\.ya?ml|Jenkinsfile|bitbucket-pipelines\.ya?ml)$/;

const suspects = filterOnce((path) => folder.test(path) || testFile.test(path) || settings.test(path));

/** The folder, or all files with the same ending. */
function patternFor(path: string): string {
  const inside = folder.exec(path);
  if (inside) return escapePath(path.slice(0, inside.index + inside[0].length));
  const [, kind, extension] = testFile.exec(path) ?? [];
  if (kind !== undefined) return `**/*.${kind}${extension}`;
  return settings.test(path) ? path : `**/*${testFile.exec(path)?.[0]}`;
}
