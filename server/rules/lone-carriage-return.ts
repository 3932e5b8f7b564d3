import type { IgnoreRule, Span } from "../types";

export default {
  on: ".dockerignore",
  id: "lone-carriage-return",
  title: "A carriage return does not end a line",
  severity: "warning",
  category: "build-context",
  why: "Lines end in a line feed, with or without a carriage return before it. What a lone carriage return is meant to separate is one pattern for Docker, or one long comment.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\r.env\n",
  good: "node_modules\n.env\n",

  *check({ text, eol, patterns, comments }) {
    const isBroken = ({ start, end }: Span) => /\r[^\r\n]/.test(text.slice(start, end));
    const broken = [...patterns, ...comments].filter(isBroken).sort((one, other) => one.start - other.start);
    for (const span of broken) {
      const returns = [...text.slice(span.start, span.end).matchAll(/\r/g)];
      yield {
        span,
        message: "Docker reads this as one line: a carriage return without a line feed does not end one",
        fixes: [
          {
            title: "End the lines with line feeds",
            safe: false,
            edits: returns.map(({ index }) => ({ start: span.start + index, end: span.start + index + 1, text: eol })),
          },
        ],
      };
    }
  },
} satisfies IgnoreRule;
