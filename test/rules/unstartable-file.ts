import type { Cases } from "../cases";

const script = "#!/bin/sh\nexec sleep 1\n";
const files = { "start.sh": script, "bin/run": script };

export default {
  invalid: [
    // Nothing else of that name can be on the PATH.
    [
      'FROM golang:1.27 AS b\nRUN go build -o /src/bot\nFROM alpine:3.22\nWORKDIR /app\nCOPY --from=b /src/bot ./\nCMD [[|"bot"|]]',
      'FROM golang:1.27 AS b\nRUN go build -o /src/bot\nFROM alpine:3.22\nWORKDIR /app\nCOPY --from=b /src/bot ./\nCMD ["/app/bot"]',
      { message: "bot is looked for on the PATH, on which /app/bot is not" },
    ],
    ['FROM debian:12-slim\nRUN echo exec x > /usr/local/bin/x\nENTRYPOINT [[|"/usr/local/bin/x"|]]', undefined],
    [
      'FROM alpine:3.22\nCOPY --chmod=644 start.sh /check.sh\nHEALTHCHECK CMD [[|"/check.sh"|]]\nCMD ["sleep", "9"]',
      'FROM alpine:3.22\nCOPY --chmod=755 start.sh /check.sh\nHEALTHCHECK CMD ["/check.sh"]\nCMD ["sleep", "9"]',
      { files, message: "/check.sh is not executable (mode 644)" },
    ],
    [
      "FROM alpine:3.22\nWORKDIR /app\nCOPY --chmod=755 start.sh .\nCMD [|start.sh|] --all",
      "FROM alpine:3.22\nWORKDIR /app\nCOPY --chmod=755 start.sh .\nCMD /app/start.sh --all",
      { files, message: "looked for on the PATH" },
    ],
    [
      'FROM debian:12-slim\nCOPY --chmod=644 start.sh /usr/local/bin/run\nENTRYPOINT [[|"run"|]]',
      'FROM debian:12-slim\nCOPY --chmod=755 start.sh /usr/local/bin/run\nENTRYPOINT ["run"]',
      { files, message: "/usr/local/bin/run is not executable (mode 644)" },
    ],
    [
      'FROM debian:12-slim\nCOPY --chmod=700 start.sh /start.sh\nUSER 1000\nENTRYPOINT [[|"/start.sh"|]]',
      'FROM debian:12-slim\nCOPY --chmod=755 start.sh /start.sh\nUSER 1000\nENTRYPOINT ["/start.sh"]',
      { files, message: "belongs to root with mode 700, so that user 1000 may not execute it" },
    ],
    [
      "FROM alpine:3.22\nCOPY --chmod=0644 bin /bin-own\nENTRYPOINT [|/bin-own/run|] --x",
      "FROM alpine:3.22\nCOPY --chmod=755 bin /bin-own\nENTRYPOINT /bin-own/run --x",
      { files, message: "/bin-own/run is not executable (mode 644)" },
    ],
    [
      'FROM python:3.13-slim\nCOPY start.sh /\nCMD [[|"/start.sh"|], "x"]',
      'FROM python:3.13-slim\nCOPY start.sh /\nRUN sed -i \'s/\\r$//\' /start.sh\nCMD ["/start.sh", "x"]',
      { files: { "start.sh": "#!/bin/sh\r\nexec x\r\n" }, message: "The lines of start.sh end with a carriage return" },
    ],
    [
      'FROM debian:12-slim\nCOPY start.sh /\nCMD ["bash", "-e", [|"/start.sh"|]]',
      'FROM debian:12-slim\nCOPY start.sh /\nRUN sed -i \'s/\\r$//\' /start.sh\nCMD ["bash", "-e", "/start.sh"]',
      { files: { "start.sh": "set -e\r\nexec x\r\n" } },
    ],
    [
      'FROM debian:12-slim\nCOPY --chmod=755 start.sh /start.sh\nENTRYPOINT [[|"/start.sh"|], "a"]',
      'FROM debian:12-slim\nCOPY --chmod=755 start.sh /start.sh\nENTRYPOINT ["sh", "/start.sh", "a"]',
      { files: { "start.sh": "exec sleep 1\n" }, message: "exec format error" },
    ],
    [
      'FROM debian:12-slim\nWORKDIR /code\nCOPY --chmod=755 start.sh ./\nENTRYPOINT [[|"start.sh"|]]',
      'FROM debian:12-slim\nWORKDIR /code\nCOPY --chmod=755 start.sh ./\nENTRYPOINT ["/code/start.sh"]',
      { files, message: "start.sh is looked for on the PATH, on which /code/start.sh is not" },
    ],
    // chmod leaves it where it is.
    [
      'FROM alpine:3.22\nWORKDIR /code\nCOPY start.sh .\nRUN chmod +x start.sh && chown 1 ./start.sh\nENTRYPOINT [[|"start.sh"|]]',
      'FROM alpine:3.22\nWORKDIR /code\nCOPY start.sh .\nRUN chmod +x start.sh && chown 1 ./start.sh\nENTRYPOINT ["/code/start.sh"]',
      { files },
    ],
    [
      "FROM debian:12-slim\nCOPY --chmod=644 start.sh /s.sh\nRUN [|/s.sh|]",
      "FROM debian:12-slim\nCOPY --chmod=755 start.sh /s.sh\nRUN /s.sh",
      { files },
    ],
    // A mount hides only what lies below it.
    [
      "FROM debian:12-slim\nWORKDIR /src\nCOPY --chmod=644 start.sh ./\nRUN --mount=type=cache,target=/root/.m2 --mount=type=secret,id=a --network=none [|./start.sh|] package",
      "FROM debian:12-slim\nWORKDIR /src\nCOPY --chmod=755 start.sh ./\nRUN --mount=type=cache,target=/root/.m2 --mount=type=secret,id=a --network=none ./start.sh package",
      { files },
    ],
    // Files that are written in the Dockerfile.
    [
      'FROM alpine:3.22\nCOPY <<E /start.sh\n#!/bin/sh\nexec x\nE\nCMD [[|"/start.sh"|]]',
      'FROM alpine:3.22\nCOPY <<E /start.sh\n#!/bin/sh\nexec x\nE\nRUN chmod +x /start.sh\nCMD ["/start.sh"]',
      { message: "is not executable (mode 644)", remains: true },
    ],
    ["FROM debian:12-slim\nRUN echo exec x > /x.sh\nRUN [|/x.sh|]", undefined],
    [
      'FROM debian:12-slim\nRUN curl -Lo /usr/local/bin/tini https://example.com/tini\nENTRYPOINT [[|"/usr/local/bin/tini"|], "--"]',
      undefined,
    ],
    [
      'FROM alpine:3.22\r\nCOPY --chmod=755 <<E /start.sh\r\n#!/bin/sh\r\nexec x\r\nE\r\nCMD [[|"/start.sh"|]]',
      "FROM alpine:3.22\r\nCOPY --chmod=755 <<E /start.sh\r\n#!/bin/sh\r\nexec x\r\nE\r\nRUN sed -i 's/\\r$//' /start.sh\r\nCMD [\"/start.sh\"]",
      { message: "The lines of start.sh end with a carriage return" },
    ],
    // Behind an ENTRYPOINT of the base image that hands its arguments on.
    [
      'FROM eclipse-temurin:21-jre\nCOPY --chmod=644 start.sh /start.sh\nCMD [[|"/start.sh"|]]',
      'FROM eclipse-temurin:21-jre\nCOPY --chmod=755 start.sh /start.sh\nCMD ["/start.sh"]',
      { files },
    ],
    [
      'FROM node:24-slim\nCOPY --chmod=755 start.sh /\nCMD [[|"/start.sh"|]]',
      "FROM node:24-slim\nCOPY --chmod=755 start.sh /\nRUN sed -i 's/\\r$//' /start.sh\nCMD [\"/start.sh\"]",
      { files: { "start.sh": "#!/bin/sh\r\nexec x\r\n" } },
    ],
  ],
  valid: [
    ...[
      ["alpine:3.22", "ENV PATH=/app:$PATH"],
      ["alpine:3.22", "RUN apk add --no-cache bot"],
      ["alpine:3.22", "RUN ./setup.sh"],
      ["alpine:3.22", "COPY --from=b /src/bot /usr/local/bin/"],
      ["some/image", "USER 1"],
    ].map(
      ([image, line]) =>
        `FROM golang:1.27 AS b\nRUN go build -o /src/bot\nFROM ${image}\nWORKDIR /app\nCOPY --from=b /src/bot ./\n${line}\nCMD ["bot"]`,
    ),
    ["FROM python:3.13\nWORKDIR /app\nCOPY --chmod=755 start.sh .\nRUN pip install -e .\nCMD start.sh", { files }],
    ["FROM alpine:3.22\nWORKDIR /app\nCOPY --chmod=755 start.sh .\nCMD PATH=$PATH:/app; start.sh", { files }],
    ["FROM alpine:3.22\nWORKDIR /app\nCOPY --chmod=755 start.sh .\nENV PATH=/app:$PATH\nCMD start.sh", { files }],
    [
      'FROM alpine:3.22\nCOPY --chmod=644 start.sh /check.sh\nHEALTHCHECK CMD ["sh", "/check.sh"]\nCMD ["sleep", "9"]',
      { files },
    ],
    ...[
      // Both line ends matter here, so that the others are mixed.
      'COPY --chmod=755 <<E /start.sh\n#!/bin/sh\nexec x\nE\nLABEL a=b\r\nENTRYPOINT ["/start.sh"]',
      'RUN touch /x.sh && chmod 755 /x.sh && curl -o /x.sh https://example.com\nENTRYPOINT ["/x.sh"]',

      // Executable, made so later, or read by a shell.
      'COPY --chmod=755 start.sh /start.sh\nENTRYPOINT ["/start.sh"]',
      'COPY --chmod=644 start.sh /start.sh\nRUN chmod +x /start.sh\nENTRYPOINT ["/start.sh"]',
      'COPY --chmod=644 start.sh /start.sh\nRUN chmod a+rx /start.sh\nUSER 1000\nENTRYPOINT ["/start.sh"]',
      'COPY --chmod=644 start.sh /start.sh\nRUN chmod -R 755 /*.sh\nENTRYPOINT ["/start.sh"]',
      'COPY --chmod=644 start.sh /start.sh\nRUN ./prepare\nENTRYPOINT ["/start.sh"]',
      'COPY --chmod=644 start.sh /start.sh\nENTRYPOINT ["sh", "/start.sh"]',
      "COPY --chmod=644 start.sh /start.sh\nENTRYPOINT sh /start.sh",
      'COPY --chmod=700 --chown=1000 start.sh /start.sh\nUSER 1000\nENTRYPOINT ["/start.sh"]',
      'COPY --chmod=700 start.sh /start.sh\nENTRYPOINT ["/start.sh"]',
      'COPY --chmod=$MODE start.sh /start.sh\nENTRYPOINT ["/start.sh"]',
      // Nothing is known of the disk's permission bits here.
      'COPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]',
      'COPY --chmod=644 start.sh /start.sh\nENTRYPOINT ["/other.sh"]',
      "COPY --chmod=644 start.sh /start.sh\nRUN /start.sh || true",
      // Another file may be mounted there.
      "WORKDIR /src\nCOPY --chmod=644 start.sh ./\nRUN --mount=type=bind,target=. ./start.sh",
      "COPY --chmod=644 start.sh /src/\nRUN --mount=type=cache,target=/root --mount=type=bind,source=start.sh,target=/src/start.sh /src/start.sh",
      "ARG AT\nCOPY --chmod=644 start.sh /src/\nRUN --mount=type=cache,target=$AT /src/start.sh",
      // On the PATH after all.
      'WORKDIR /code\nENV PATH=/code:$PATH\nCOPY --chmod=755 start.sh ./\nENTRYPOINT ["start.sh"]',
      'WORKDIR /code\nCOPY --chmod=755 start.sh ./\nRUN ln -s /code/start.sh /usr/local/bin/\nENTRYPOINT ["start.sh"]',
      'WORKDIR /code\nCOPY start.sh ./\nRUN chmod +x start.sh && mv start.sh /usr/bin\nENTRYPOINT ["start.sh"]',
      'WORKDIR /code\nCOPY start.sh ./\nRUN cat start.sh > /usr/bin/start.sh\nENTRYPOINT ["start.sh"]',
      'WORKDIR /code\nCOPY start.sh ./\nRUN chmod +x /usr/bin/start.sh\nENTRYPOINT ["start.sh"]',
      'WORKDIR /code\nCOPY --chmod=755 start.sh ./\nCOPY --chmod=755 start.sh /usr/local/bin/\nENTRYPOINT ["start.sh"]',
      'WORKDIR /usr/local/bin\nCOPY --chmod=755 start.sh ./\nENTRYPOINT ["start.sh"]',
    ].map((text) => [`FROM debian:12-slim\n${text}`, { files }] as const),
    // The entrypoint of the image gives it to node.
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY --chmod=644 start.js ./\nCMD ["/app/start.js"]',
      { files: { "start.js": "" } },
    ],
    ['FROM some/image\nCOPY --chmod=644 start.sh /start.sh\nCMD ["/start.sh"]', { files }],
    [
      'FROM debian:12-slim\nCOPY start.sh /\nRUN sed -i "s/\\r//" /start.sh\nCMD ["/start.sh"]',
      { files: { "start.sh": "#!/bin/sh\r\n" } },
    ],
    [
      'FROM debian:12-slim\nCOPY start.sh /\nRUN apt-get install -y dos2unix && dos2unix /start.sh\nCMD ["/start.sh"]',
      { files: { "start.sh": "#!/bin/sh\r\n" } },
    ],
    ["FROM debian:12-slim\nCOPY --chmod=755 start.sh /\nCMD /start.sh", { files: { "start.sh": "exec sleep 1\n" } }],
  ],
} satisfies Cases;
