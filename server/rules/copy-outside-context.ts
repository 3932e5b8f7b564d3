import { type ContextSource, contextSourcesOf, guessFixes, isHostPath, respell } from "../context/contextSources";
import { mayExist, wholeContext } from "../context/contextTree";
import type { Dockerfile, DockerfileRule, Finding, Fix } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "copy-outside-context",
  title: "A path that leads out of the build context is copied",
  severity: "warning",
  category: "build-context",
  breaks: true,
  ofContext: true,
  why:
    "A build sees nothing but its context: Docker passes over `..` at the top of it, and a path that starts with `/` starts there, too. " +
    "So another file than the one that is meant is copied, or none. " +
    "Give the build a folder further up as its context, or name the other folder with `--build-context` and copy with `--from`.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#copy",
    "https://docs.docker.com/build/concepts/context/",
    "https://docs.docker.com/reference/cli/docker/buildx/build/#build-context",
  ],
  bad: "FROM node:24-slim\nCOPY ../package.json /app/",
  good: "FROM node:24-slim\nCOPY package.json /app/",
  files: { "package.json": "{}" },

  *check(file, facts) {
    const context = wholeContext(facts);
    const isThere = (path: string) => context && mayExist(context, path);
    for (const source of contextSourcesOf(file)) {
      if (source.hasParents) continue;
      if (source.isOutside) yield climbing(file, source, isThere);
      else if (isHostPath(file, source)) yield* hostPath(file, source, isThere);
    }
  },
} satisfies DockerfileRule;

type IsThere = (path: string) => boolean | undefined;

/** `../x`, of which Docker takes `x`. */
function climbing(file: Dockerfile, source: ContextSource, isThere: IsThere): Finding {
  const { span, value, path, isGlob } = source;
  const found = path === "." || isGlob ? undefined : isThere(path);
  const taken = path === "." ? "the whole context" : path;
  const edit = found ? respell(file, source, path) : undefined;
  return {
    span,
    message:
      found === false
        ? `${value} leads out of the build context: Docker looks for ${path} in it, which is not there`
        : `${value} leads out of the build context: Docker takes ${taken} from the context instead`,
    // What the image gets stays the same, yet may not be what was meant.
    fixes: edit && [{ title: `Write ${path}`, safe: true, optional: true, edits: [edit] }],
  };
}

/** `/home/me/app/x`; nothing where the context has it, as `etc/nginx.conf` for `/etc/nginx.conf`. */
function* hostPath(file: Dockerfile, source: ContextSource, isThere: IsThere): Iterable<Finding> {
  const { span, value, path } = source;
  const written = file.text.slice(span.start, span.end).replace(/^["']|["']$/g, "");
  const isDrive = !value.startsWith("/") && !value.startsWith("~");
  const found = isDrive ? false : isThere(path);
  const isSure = isDrive || value.startsWith("~/");
  if (found || (found === undefined && !isSure) || source.isGlob) return;
  yield {
    span,
    message: `${written} is a path of your machine, which the build does not see: it looks for it in the build context`,
    fixes: isDrive ? [] : fromContext(file, source, isThere),
  };
}

/** The end of the path that the context has: `src/app.js` of `/home/me/project/src/app.js`. */
function fromContext(file: Dockerfile, source: ContextSource, isThere: IsThere): Fix[] {
  const parts = source.path.split("/");
  const ends = parts.map((_, index) => parts.slice(index).join("/"));
  return guessFixes(file, source, ends.slice(1).find(isThere));
}
