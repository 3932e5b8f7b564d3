import { replace } from "../edits/edits";
import { lostResults } from "../image/lostResults";
import { type MissedCache, missedCaches } from "../packages/cacheMounts";
import { uidOf } from "../stage/users";
import { runsOf } from "../syntax/runs";
import type { DockerfileRule, Fix, Instruction, Mount } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["mount"],
  id: "misplaced-cache-mount",
  title: "The cache mount is not where the tool keeps its cache",
  severity: "warning",
  category: "layers",
  why:
    "A cache mount speeds up the next build only where the tool looks: in the folder of the user who runs it, and of that very tool. " +
    "At another place it stays empty, everything is downloaded again, and what was to be kept out of the image is in its layers. " +
    "Over the folder that an install fills, it keeps out of the image what the container needs.",
  sources: ["https://docs.docker.com/build/cache/optimize/#use-cache-mounts"],
  bad: "FROM golang:1.25\nRUN --mount=type=cache,target=/root/go/pkg/mod go mod download",
  good: "FROM golang:1.25\nRUN --mount=type=cache,target=/go/pkg/mod go mod download",

  *check(file, facts) {
    for (const instruction of runsOf(file)) {
      for (const { mount, path, missedBy } of lostResults(instruction, file, facts)) {
        const what =
          missedBy?.keyword === "COPY"
            ? "the COPY that takes it from this stage finds nothing"
            : "the container does not find it";
        yield {
          span: mount.optionSpans.get(targetOption(mount)) ?? mount,
          message: `What this RUN puts into ${path} is in the cache alone and not in the image, so that ${what}`,
          related: missedBy && [{ ...missedBy.argument, message: "this needs it" }],
        };
      }
      const offered = new Set<string | undefined>();
      for (const missed of missedCaches(instruction, facts)) {
        const { mount, tool, wanted, home } = missed;
        const place =
          wanted === undefined ? `has its cache in the home of ${home.user}` : `keeps its cache in ${wanted}`;
        const who = home.isRoot || home.user === undefined ? "" : ` runs as ${home.user} and`;
        // Two mounts of one folder would not build.
        const fix = offered.has(wanted) ? undefined : fixFor(instruction, missed);
        offered.add(wanted);
        yield {
          span: mount.optionSpans.get(targetOption(missed.mount)) ?? mount,
          message: `${tool.name}${wanted === undefined ? "" : who} ${place}, so that what is mounted at ${mount.target} stays empty`,
          fixes: fix && [fix],
        };
      }
    }
  },
} satisfies DockerfileRule;

function targetOption(mount: Mount): string {
  return ["target", "dst", "destination"].find((name) => mount.options.has(name)) ?? "target";
}

/** Other users than root cannot write a cache that is not theirs. */
function fixFor(instruction: Instruction, missed: MissedCache): Fix | undefined {
  const { mount, wanted, home } = missed;
  const option = targetOption(missed.mount);
  const span = mount.optionSpans.get(option);
  const uid = instruction.stage && uidOf(instruction.stage, instruction.before);
  const isTaken = instruction.mounts.some(({ target }) => target === wanted);
  if (!span || wanted === undefined || isTaken || span.start === mount.start) return undefined;
  if (!home.isRoot && !mount.options.has("uid") && uid === undefined) return undefined;
  const owner = home.isRoot || mount.options.has("uid") ? "" : `,uid=${uid}`;
  const edits = [replace(span, `${option}=${wanted}${owner}`)];
  return { title: `Mount ${wanted}`, safe: false, edits };
}
