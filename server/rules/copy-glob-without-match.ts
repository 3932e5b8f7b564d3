import { type ContextSource, contextSourcesOf, hasWildcard, isHostPath } from "../context/contextSources";
import { matchesOf, mayBeElsewhere, mayExist, wholeContext } from "../context/contextTree";
import { isIgnored, isMadeLater } from "../context/madeLater";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["*", "?", "["],
  id: "copy-glob-without-match",
  title: "The wildcard of a copied source matches nothing in the build context",
  severity: "info",
  category: "build-context",
  ofContext: true,
  why:
    "A wildcard that matches nothing copies nothing, and the build goes on without a word; " +
    "only where the folder before the wildcard is missing does it stop. " +
    "Wildcards stand for parts of one name: `*` never reaches into a folder, and `**` is no more than `*`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#pattern-matching"],
  bad: "FROM nginx:1.29\nCOPY sites/*.conf /etc/nginx/conf.d/",
  good: "FROM nginx:1.29\nCOPY conf.d/*.conf /etc/nginx/conf.d/",
  files: { "conf.d/default.conf": "" },

  *check(file, facts) {
    const context = wholeContext(facts);
    if (!context || mayBeElsewhere(file, facts, context)) return;
    for (const source of contextSourcesOf(file)) {
      const { path, span, hasParents } = source;
      if (!source.isGlob || !source.isLiteral || hasParents || source.isOutside || isHostPath(file, source)) continue;
      if (isMadeLater(path, facts) || isIgnored(path, facts) || matchesOf(context, path).length > 0) continue;
      const parts = path.split("/");
      const folder = parts.slice(0, parts.findIndex(hasWildcard)).join("/");
      if (folder !== "" && !mayExist(context, folder)) {
        yield {
          span,
          severity: "warning",
          message: `There is no folder ${folder} in the build context, so that the build stops here`,
        };
      } else if (!mayBeAbsent(source)) {
        yield { span, message: `Nothing in the build context matches ${path}, so that nothing is copied` };
      }
    }
  },
} satisfies DockerfileRule;

/** A wildcard beside other sources, or at the end of a whole name (`yarn.lock*`), lets a file be absent on purpose. */
function mayBeAbsent({ instruction, path }: ContextSource): boolean {
  return instruction.words.length > 2 || /\.[^*?[/]{1,200}\*$|\[[^\]^]\][^*?/]{0,200}$/.test(path);
}
