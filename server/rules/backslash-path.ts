import { hasWindowsSeparators, isIndentedComment, isOutside } from "../context/ignorePatterns";
import { replace } from "../edits/edits";
import type { Dockerfile, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "backslash-path",
  title: "A backslash does not separate folders",
  severity: "warning",
  category: "build-context",
  why: "On Linux and macOS a backslash makes the next character literal, or is refused. Slashes separate folders on every system, also on Windows.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "src\\build\n",
  good: "src/build\n",

  *check(file, { dockerfiles }) {
    // Backslashes do separate folders where images for Windows are built.
    if (dockerfiles?.some(isForWindows)) return;
    for (const pattern of file.patterns) {
      if (!hasWindowsSeparators(pattern) || isOutside(pattern) || isIndentedComment(pattern)) continue;
      const path = pattern.text.replaceAll("\\", "/");
      const failure = pattern.error === undefined ? "matches nothing" : "makes Docker refuse the whole file";
      yield {
        span: pattern,
        message: `"${pattern.text}" ${failure} on Linux and macOS, where a backslash does not separate folders`,
        severity: pattern.error === undefined ? undefined : "error",
        fixes: [{ title: `Write "${path}"`, safe: false, edits: [replace(pattern, path)] }],
      };
    }
  },
} satisfies IgnoreRule;

function isForWindows({ escape, stages }: Dockerfile): boolean {
  return escape === "`" || stages.some(({ base }) => /windows|nanoserver|servercore/.test(base?.text ?? ""));
}
