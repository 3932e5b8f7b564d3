/** Which command asks the toolchain of its image for a version that it has not. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { toolchainCall } from "../server/projects/toolchainCalls";
import { toolchains } from "../server/projects/toolchains";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";

const files = { "go.mod": "module a\n\ngo 1.23\n", "a.go": "package main\n" };

/** What stands below `FROM golang:1.21`, and the command that ends for want of Go 1.23. */
const cases: readonly (readonly [string, string | undefined])[] = [
  ["COPY . .\nRUN go vet ./... && go build .", "go vet"],
  ["WORKDIR /src\nCOPY go.mod ./\nRUN go mod download", "go mod"],
  ["FROM golang:1.21 AS other\nCOPY . .\nRUN go build .", undefined],
  ["RUN go build .", undefined],
  ["COPY . .\nRUN go build . || true", undefined],
  ["COPY . .\nRUN go build -C tools .", undefined],
  // What brings no other toolchain into the place of this one.
  ["RUN apt-get update && apt-get install -y git make && git --version\nCOPY . .\nRUN go build .", "go build"],
  ["RUN curl -fsSL https://example.org/x -o /usr/local/bin/x\nCOPY . .\nRUN go build .", "go build"],
  ["COPY . .\nRUN tar xzf a.tgz -C /opt && go build .", "go build"],
  ["COPY . .\nRUN sh -c 'echo a' && cat go.mod | wc -l && go build .", "go build"],
  // What may.
  ["COPY . .\nRUN rm -rf /usr/local/go && tar -C /usr/local -xzf a.tgz && go build .", undefined],
  ["COPY . .\nRUN bash install.sh && go build .", undefined],
  ["COPY --from=golang:1.25 /usr/local/go/ /usr/local/go/\nCOPY . .\nRUN go build .", undefined],
  ["COPY . .\nRUN go mod edit -go=1.21 && go build .", undefined],
  ["COPY . .\nRUN go build . && go mod edit -go=1.21", "go build"],
  ["ENV GOTOOLCHAIN=auto\nCOPY . .\nRUN go build .", undefined],
];

for (const [below, expected] of cases) {
  test(`the command that asks for another version: ${below.replaceAll("\n", "; ")}`, async () => {
    const text = `FROM golang:1.21\n${below}\n`;
    const file = parseDockerfile(text);
    const facts = await factsAround(files, "Dockerfile", text);
    const toolchain = toolchains.find(({ language }) => language === "Go");
    const refusal = toolchain?.refusal("1.21", facts);
    const [stage] = file.stages;
    assert.ok(toolchain && refusal && stage);
    assert.equal(toolchainCall(file, stage, toolchain, refusal, facts), expected);
  });
}
