import { lineEnd, removeLine } from "../edits/edits";
import { type Marker, markerAt } from "../instructions/markers";
import type { Dockerfile, DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  needs: ["<<<<<<<", ">>>>>>>"],
  id: "merge-conflict-marker",
  title: "A merge conflict has not been resolved",
  severity: "error",
  category: "correctness",
  mendsShell: true,
  why:
    "Version control left both sides of a conflict in the file, and its markers are no instructions, so that the build fails. " +
    "Keep one side, or both, and delete the markers.",
  sources: ["https://git-scm.com/docs/git-merge#_how_conflicts_are_presented"],
  bad: "FROM node:24-slim\n<<<<<<< HEAD\nUSER node\n=======\nUSER 1000\n>>>>>>> main\n",
  good: "FROM node:24-slim\nUSER node\n",

  *check(file) {
    const markers = findMarkers(file);
    for (const [index, marker] of markers.entries()) {
      yield {
        span: marker,
        message: `${file.text.slice(marker.start, marker.start + 7)} is what an unresolved merge conflict leaves, and no instruction`,
        fixes: marker.kind === "ours" ? sides(file, markers.slice(index)) : [],
      };
    }
  },
} satisfies DockerfileRule;

/** At the start of any line; a lone row of `=` or `|` is none. */
function findMarkers(file: Dockerfile): Marker[] {
  const { text } = file;
  if (!text.includes("<<<<<<<") && !text.includes(">>>>>>>")) return [];
  const found: Marker[] = [];
  for (
    let start = 0;
    start < text.length;
    start = lineEnd(text, start) + (text[lineEnd(text, start)] === "\r" ? 2 : 1)
  ) {
    const marker = markerAt(file, start);
    if (marker) found.push(marker);
  }
  return found;
}

/** The ways out of a conflict that has all of its markers. */
function sides({ text }: Dockerfile, markers: readonly Marker[]): Fix[] {
  const [ours, ...rest] = markers;
  const stop = rest.findIndex(({ kind }) => kind === "ours" || kind === "end");
  const end = rest[stop];
  const inner = rest.slice(0, Math.max(0, stop));
  const base = inner.find(({ kind }) => kind === "base");
  const theirs = inner.find(({ kind }) => kind === "theirs");
  if (!ours || end?.kind !== "end" || !theirs || inner.length > (base ? 2 : 1)) return [];
  const remove = (from: Marker, to: Marker) => removeLine(text, { start: from.start, end: to.end });
  const fix = (title: string, edits: Fix["edits"]): Fix => ({ title, safe: false, optional: true, edits });
  return [
    fix("Keep the upper side", [remove(ours, ours), remove(base ?? theirs, end)]),
    fix("Keep the lower side", [remove(ours, theirs), remove(end, end)]),
    fix("Keep both sides", [remove(ours, ours), remove(base ?? theirs, theirs), remove(end, end)]),
  ];
}
