import { firstSent, servesWholeCopy, takenWhole } from "../context/contextCopies";
import { addPatterns, lastPattern } from "../edits/ignoreEdits";
import { needsGit } from "../node/needs";
import type { Facts, IgnoreRule } from "../types";
import { filterOnce } from "../util/listing";
import { withoutSlash } from "../util/paths";

export default {
  on: ".dockerignore",
  id: "unignored-git",
  title: "The .git folder is not left out of the build context",
  severity: "warning",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "`.git` holds the whole history, deleted secrets included, and `COPY .` puts it into the image; `.hg` and `.svn` do the same. " +
    "Every commit changes it, so the layer is never found in the build cache.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\n",
  good: "node_modules\n.git\n",
  files: { ".git/": "" },

  *check(file, facts) {
    if (!servesWholeCopy(facts)) return;
    const isWanted = facts.dockerfiles?.some((dockerfile) => needsGit(dockerfile, facts));
    const names = isWanted ? [".hg", ".svn"] : [".git", ".hg", ".svn"];
    const sent = names.flatMap(
      (name) => firstSent(file, takenWhole(facts, foldersCalled(name, facts)).map(withoutSlash)) ?? [],
    );
    if (sent.length === 0) return;
    const patterns = sent.map((folder) => (folder.includes("/") ? `**/${folder.replace(/^.*\//, "")}` : folder));
    yield {
      span: lastPattern(file),
      message:
        sent.length === 1
          ? `The ${sent[0]} folder is sent to the build and copied into the image with its whole history`
          : `The folders ${sent.join(" and ")} are sent to the build and copied into the image with their whole history`,
      fixes: [{ title: `Add ${patterns.join(", ")}`, safe: false, edits: addPatterns(file, ...patterns) }],
    };
  },
} satisfies IgnoreRule;

const historyFiles = filterOnce((path) => /(?:^|\/)\.(?:git|hg|svn)\//.test(path));

function foldersCalled(name: string, { files = [] }: Facts): string[] {
  const folders = historyFiles(files).flatMap((path) => {
    const at = `/${path}`.indexOf(`/${name}/`);
    return at < 0 ? [] : [path.slice(0, at + name.length + 1)];
  });
  return [...new Set(folders)];
}
