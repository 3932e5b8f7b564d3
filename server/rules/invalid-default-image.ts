import { platformArgument } from "../syntax/definitions";
import { parseReference } from "../syntax/image";
import { expand, variablesIn } from "../syntax/variables";
import type { Assignment, Dockerfile, DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["$"],
  id: "invalid-default-image",
  title: "With the defaults of its ARGs, FROM names no image",
  severity: "info",
  category: "base-image",
  aliases: ["InvalidDefaultArgInFrom"],
  why:
    "An `ARG` without a default is empty unless `--build-arg` sets it, so that a plain `docker build` fails, and " +
    "editors and scanners do not know the image. Give it a default.",
  sources: ["https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/"],
  bad: "ARG TAG\nFROM node:$TAG",
  good: "ARG TAG=24-slim\nFROM node:$TAG",

  *check(file) {
    const globals = globalArguments(file);
    for (const stage of file.stages) {
      const { image, parent } = stage;
      // FROM finds stages by their names in lower case only.
      const isStage = parent !== undefined && image?.value === image?.value?.toLowerCase();
      if (!image || isStage || variablesIn(image.text, file.escape).length === 0) continue;
      const text = withDefaults(image.text, globals, file.escape);
      const error = text === undefined ? undefined : parseReference(text).error;
      if (error === undefined) continue;
      yield {
        span: image,
        message:
          text === ""
            ? "With the defaults of its ARGs, FROM has no image"
            : `With the defaults of its ARGs, the image is "${text}": ${error}`,
      };
    }
  },
} satisfies DockerfileRule;

function globalArguments({ instructions }: Dockerfile): ReadonlyMap<string, Assignment> {
  const all = instructions.flatMap(({ keyword, stage, assignments }) =>
    keyword === "ARG" && !stage ? assignments : [],
  );
  return new Map(all.map((assignment) => [assignment.name.text, assignment]));
}

/** The image without any `--build-arg`, where what is not set is empty; undefined when it cannot be told. */
function withDefaults(text: string, globals: ReadonlyMap<string, Assignment>, escape: string): string | undefined {
  const uses = variablesIn(text, escape);
  const isTold = uses.every(({ name, operator }) => {
    const declared = globals.get(name);
    // These ask whether the variable is set, empty or not.
    const asksIfSet = /^[-+?]$/.test(operator);
    return !(asksIfSet && declared?.value === undefined) && (!declared?.value || declared.value.value !== undefined);
  });
  if (!isTold) return undefined;
  return expand(text, (name) => globals.get(name)?.value?.value ?? platformArgument(name) ?? "", escape);
}
