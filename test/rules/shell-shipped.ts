import type { Cases } from "../cases";

const build = "FROM node:24.1.0-bookworm AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\n\n";
const java = "FROM maven:3.9-eclipse-temurin-21 AS build\nCOPY . .\nRUN mvn package\n\n";

/** A file whose last stage has these lines, starting from an image. */
function ending(image: string, ...lines: readonly string[]): string {
  return `${build}FROM ${image}\nWORKDIR /app\n${lines.join("\n")}\n`;
}

const copy = "COPY --from=build /app ./";
const start = 'CMD ["node", "server.js"]';
const bare = "gcr.io/distroless/nodejs24-debian12:nonroot";

export default {
  invalid: [
    [
      ending("node:[|24.1.0-bookworm-slim|]", "COPY --from=build --chown=node:node /app ./", "USER node", start),
      ending(bare, "COPY --from=build --chown=nonroot:nonroot /app ./", "USER nonroot", 'CMD ["server.js"]'),
    ],
    [
      ending("node:[|24.1.0-bookworm-slim|]", copy, "USER 1000", 'ENTRYPOINT ["node", "server.js"]'),
      ending(bare, copy, "USER 1000", 'ENTRYPOINT ["/nodejs/bin/node", "server.js"]'),
    ],
    [
      ending("node:[|24.1.0-bookworm-slim|]", copy, "USER node", 'HEALTHCHECK CMD ["node", "health.js"]', start),
      ending(bare, copy, "USER nonroot", 'HEALTHCHECK CMD ["/nodejs/bin/node", "health.js"]', 'CMD ["server.js"]'),
    ],
    [
      `${java}FROM eclipse-temurin:[|21-jre|]\nCOPY --from=build target/app.jar /app.jar\nUSER 1000\nENTRYPOINT ["java", "-jar", "/app.jar"]\n`,
      `${java}FROM gcr.io/distroless/java21-debian13:nonroot\nCOPY --from=build target/app.jar /app.jar\nUSER 1000\nENTRYPOINT ["/usr/bin/java", "-jar", "/app.jar"]\n`,
    ],
    [
      `${java}FROM eclipse-temurin:[|21-jre|]\nCOPY --from=build target/app.jar /app.jar\nUSER 1000\nCMD ["java", "-jar", "/app.jar"]\n`,
      `${java}FROM gcr.io/distroless/java21-debian13:nonroot\nCOPY --from=build target/app.jar /app.jar\nUSER 1000\nCMD ["/app.jar"]\n`,
    ],
  ],
  valid: [
    // It needs a shell, or something that is not there.
    ending("node:24.1.0-bookworm-slim", copy, "RUN npm prune", "USER node", start),
    ending("node:24.1.0-bookworm-slim", copy, "USER node", "CMD node server.js"),
    ending("node:24.1.0-bookworm-slim", copy, "USER node", 'CMD ["npm", "start"]'),
    ending("node:24.1.0-bookworm-slim", copy, "USER node", "HEALTHCHECK CMD curl -f http://localhost/", start),
    ending(
      "node:24.1.0-bookworm-slim",
      copy,
      "USER node",
      'HEALTHCHECK CMD ["curl", "-f", "http://localhost/"]',
      start,
    ),
    ending("node:24.1.0-bookworm-slim", copy, "USER app", start),
    ending("node:24.1.0-bookworm-slim", copy, "USER node", 'ENTRYPOINT ["docker-entrypoint.sh"]', start),
    ending(
      "node:24.1.0-bookworm-slim",
      "COPY --from=build /usr/bin/tini /t",
      "USER node",
      'ENTRYPOINT ["/t/tini", "--"]',
      start,
    ),
    // Its start is that of the image.
    ending("node:24.1.0-bookworm-slim", copy, "USER node"),
    // It may write wherever it wants.
    ending("node:24.1.0-bookworm-slim", copy, start),
    // What was built for musl does not run on glibc, and what was built on a newer system not on an older one.
    `FROM node:24.1.0-alpine AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\n\nFROM node:24.1.0-bookworm-slim\nCOPY --from=build /app ./\nUSER node\n${start}\n`,
    `FROM node:20.19.5-trixie AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\n\nFROM node:20.19.5-bookworm-slim\nCOPY --from=build /app ./\nUSER node\n${start}\n`,
    ending("node:23.1.0-bookworm-slim", copy, "USER node", start),
    ending("node:24.1.0-bookworm-slim AS test", copy, "USER node", start),
    ending("python:3.12-slim", copy, "USER 1000", 'CMD ["python", "app.py"]'),
    // A service starts it in its own way.
    [
      ending("node:24.1.0-bookworm-slim", copy, "USER node", start),
      { files: { "compose.yaml": "services:\n  app:\n    build: .\n    command: npm run worker\n" } },
    ],
  ],
} satisfies Cases;
