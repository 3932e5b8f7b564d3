import { officialName } from "../data/images";
import { insertAfter, insertBefore } from "../edits/edits";
import { brings, missingZones, zoneFiles } from "../projects/goRuntimeData";
import { inherited } from "../stage/users";
import { isCopy, takesFromContext } from "../syntax/instructions";
import type { Dockerfile, DockerfileRule, Finding, Fix, Stage } from "../types";

export default {
  on: "Dockerfile",
  needs: ["scratch", "alpine"],
  id: "missing-time-zones",
  title: "A time zone is asked for, and the image has none",
  severity: "warning",
  category: "correctness",
  why:
    "Alpine's image and one made of nothing have no time zones: `TZ` is taken for UTC without a word, and a program of Go that loads one gets *unknown time zone*. " +
    '`apk add tzdata` brings them; a program of Go can bring its own by `import _ "time/tzdata"`.',
  sources: ["https://wiki.alpinelinux.org/wiki/Setting_the_timezone", "https://pkg.go.dev/time/tzdata"],
  bad: "FROM alpine:3.24\nENV TZ=Europe/Berlin\nCMD date",
  good: "FROM alpine:3.24\nRUN apk add --no-cache tzdata\nENV TZ=Europe/Berlin\nCMD date",

  *check(file, facts) {
    const { final } = file;
    if (!final) return;
    yield* ofVariable(file, final);
    const found = missingZones(file, final, facts);
    if (!found || !final.image) return;
    const { path, wanted, copy, from } = found;
    const isNothing = final.base?.name === "scratch";
    yield {
      span: final.image,
      message: `${path} loads the time zone ${wanted}, and ${isNothing ? "an image made of nothing" : "Alpine's image"} has none`,
      fixes: isNothing ? zipped(file, copy, from) : [installed(file, final)],
    };
  },
} satisfies DockerfileRule;

/** `ENV TZ=…` on Alpine, where nothing that starts has time zones of its own. */
function* ofVariable(file: Dockerfile, stage: Stage): Iterable<Finding> {
  if (officialName(stage.base?.name ?? "") !== "alpine" || brings(stage, zoneFiles)) return;
  const steps = inherited(stage);
  if (
    steps.some(
      (step) =>
        (isCopy(step) && !takesFromContext(step)) || (step.keyword === "RUN" && ownZones.test(step.argumentText)),
    )
  )
    return;
  // Some packages bring them along.
  const mayComeAlong = steps.some(({ keyword, argumentText }) => keyword === "RUN" && argumentText.includes("apk"));
  for (const { keyword, assignments, onbuild } of stage.instructions) {
    const value =
      keyword === "ENV" && !onbuild ? assignments.find(({ name }) => name.value === "TZ")?.value : undefined;
    if (!value || !/^[A-Z][A-Za-z_]{1,30}\/[\w/+-]{1,60}$/.test(value.value ?? "")) continue;
    const message = `Alpine's image has no time zones, so that ${value.value} is taken for UTC`;
    yield { span: value, severity: mayComeAlong ? "info" : undefined, message, fixes: [installed(file, stage)] };
  }
}

/** Programs that bring time zones themselves. */
const ownZones = /node|bun|deno|java|jdk|jre|php|tzlocal|postgres|\b(?:make|curl|wget)\b/;

function installed(file: Dockerfile, stage: Stage): Fix {
  return {
    title: "Install tzdata",
    safe: false,
    edits: [insertAfter(file, stage.from, "RUN apk add --no-cache tzdata")],
  };
}

/** The time zones that the compiler's own folder has. Source: pkg.go.dev/time#LoadLocation. */
function zipped(file: Dockerfile, copy: Stage["from"], from: Stage): Fix[] {
  if (officialName(from.base?.name ?? "") !== "golang") return [];
  const named = from.name?.value ?? String(from.index);
  const lines = [
    `COPY --from=${named} /usr/local/go/lib/time/zoneinfo.zip /zoneinfo.zip`,
    "ENV ZONEINFO=/zoneinfo.zip",
  ];
  return [{ title: "Copy the time zones of Go", safe: false, edits: [insertBefore(file, copy, ...lines)] }];
}
