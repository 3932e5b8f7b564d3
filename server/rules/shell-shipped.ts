import { bareCandidates } from "../bases/bare";
import { pulledBases } from "../stage/copiedImages";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "shell-shipped",
  title: "Nothing in the final image uses the shell and the package manager that it carries",
  severity: "hint",
  category: "base-image",
  why:
    "Who breaks into a container looks for a shell first, and what no image holds needs no updates. " +
    "A distroless image has the runtime and its libraries alone; the price is that nobody can look around in it.",
  sources: ["https://github.com/GoogleContainerTools/distroless"],
  bad:
    "FROM node:24.1.0-bookworm AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\n\nFROM node:24.1.0-bookworm-slim\nWORKDIR /app\n" +
    'COPY --from=build /app ./\nUSER node\nCMD ["node", "server.js"]\n',
  good:
    "FROM node:24.1.0-bookworm AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\n\nFROM gcr.io/distroless/nodejs24-debian12:nonroot\nWORKDIR /app\n" +
    'COPY --from=build /app ./\nUSER nonroot\nCMD ["server.js"]\n',

  *check(file, facts) {
    if (isForDevelopment(file, facts)) return;
    for (const image of pulledBases(file, facts)) {
      if (!image.ships) continue;
      const bare = bareCandidates(file, image, facts).find(({ obstacle }) => obstacle === undefined);
      if (!bare) continue;
      yield {
        span: image.span,
        message: `Nothing in the final image uses a shell: "${bare.image}" has none (${bare.costs})`,
        // What the program itself starts is not known.
        fixes: [{ title: `Start from ${bare.image}`, safe: false, optional: true, edits: bare.edits }],
      };
    }
  },
} satisfies DockerfileRule;
