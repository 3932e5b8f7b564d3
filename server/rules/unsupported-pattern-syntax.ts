import { alternatives, matchesAmong, soundPatterns, wholeLine } from "../context/ignorePatterns";
import { replace } from "../edits/edits";
import type { Fix, IgnoreFile, IgnorePattern, IgnoreRule, Span } from "../types";

export default {
  on: ".dockerignore",
  id: "unsupported-pattern-syntax",
  title: "Docker does not know this syntax of shells and other ignore files",
  severity: "warning",
  category: "build-context",
  why: "Docker knows `*`, `?`, `**` for any folders, sets such as `[a-z]` or `[^a-z]`, and a backslash before a character that is meant literally. All else stands for itself.",
  sources: [
    "https://docs.docker.com/build/concepts/context/#dockerignore-files",
    "https://pkg.go.dev/path/filepath#Match",
  ],
  bad: "*.{log,tmp}\n",
  good: "*.log\n*.tmp\n",

  *check(file, { files }) {
    const exists = matchesAmong(files, /[{(]/);
    for (const pattern of soundPatterns(file)) {
      const found = foreignSyntax(file, pattern);
      if (!found || (found.isLiteral && exists(pattern))) continue;
      yield { span: found.span, message: found.message, fixes: found.fix && [found.fix] };
    }
  },
} satisfies IgnoreRule;

interface Found {
  readonly span: Span;
  readonly message: string;
  readonly fix: Fix | undefined;
  /** A file can have this in its name. */
  readonly isLiteral: boolean;
}

function foreignSyntax(file: IgnoreFile, pattern: IgnorePattern): Found | undefined {
  const { text, start } = pattern;
  const at = (found: RegExpExecArray): Span => ({
    start: start + found.index,
    end: start + found.index + found[0].length,
  });

  const choice = /(?<!\\)(?:[?*+@!]\([^()|]*\|[^()]*\)|\{[^{},]*,[^{}]*\}|\{\w{1,9}\.\.\w{1,9}\})/.exec(text);
  if (choice && !/\{\{|\$\{/.test(text)) {
    const lines = alternatives(text);
    return {
      span: at(choice),
      message: `Docker takes "${choice[0]}" literally: it knows no alternatives in a pattern`,
      fix: lines && {
        title: `Write ${lines.length} patterns`,
        safe: false,
        edits: [replace(pattern, lines.join(file.eol + indentation(file, pattern)))],
      },
      isLiteral: true,
    };
  }
  const set = /(?<!\\)\[!(?=[^\]])/.exec(text);
  if (set) {
    return {
      span: at(set),
      message: 'A set is negated by "^": "[!" begins one that holds an exclamation mark',
      fix: rewritePattern(pattern, text.replace(/(?<!\\)\[!(?=[^\]])/g, "[^")),
      isLiteral: false,
    };
  }
  const ending = endingBehindStars.exec(text);
  if (!ending) return undefined;
  return {
    span: { start: start + ending.index + (ending[1]?.length ?? 0), end: at(ending).end },
    message: `"${ending[2]}" stands for names that begin so, in any folder: "**/*${ending[2]?.slice(2)}" for names with that ending`,
    fix: rewritePattern(
      pattern,
      text.replace(endingBehindStars, (_, lead, stars) => `${lead}**/*${stars.slice(2)}`),
    ),
    isLiteral: false,
  };
}

/**
 * `**.js` alone works, since Docker compares endings then. With a folder before it or wildcards behind it, it does not.
 * Only for endings that no name begins with.
 */
const endingBehindStars =
  /(^(?=\*\*.*[*?[])|\/)(\*\*\.(?:[cm]?[jt]sx?|css|scss|less|map|json|md|mdx|txt|ya?ml|html?|log|test|spec|stories|story|snap|py|pyc|go|rs|java|class|rb|php|sh|png|svg|jpe?g|tmp|bak|swp)(?![\w-]))/;

function rewritePattern(pattern: IgnorePattern, text: string): Fix {
  return { title: `Write "${text}"`, safe: false, edits: [replace(pattern, text)] };
}

function indentation({ text }: IgnoreFile, pattern: IgnorePattern): string {
  return text.slice(wholeLine(text, pattern).start, pattern.start);
}
