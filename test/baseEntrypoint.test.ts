import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lackingInterpreter, packageFolders } from "../server/image/takenPythonPackages";
import { baseEntrypoint } from "../server/stage/baseEntrypoint";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";
import type { Stage } from "../server/types";

const stagesOf = (text: string) => parseDockerfile(text).stages as readonly [Stage, Stage];

describe("the program that a base image starts", () => {
  const cases: readonly (readonly [lines: string, words: readonly string[]])[] = [
    ["FROM gcr.io/distroless/java21-debian12:nonroot\nCMD a", ["/usr/bin/java", "-jar"]],
    ["FROM gcr.io/distroless/java-base-debian12\nCMD a", []],
    ["FROM prom/alertmanager\nCMD a", ["/bin/alertmanager"]],
    ["FROM prom/alertmanager\nENTRYPOINT []\nCMD a", []],
    ["FROM node:22\nCMD a", []],
    ["FROM example.com/distroless/python3-debian12\nCMD a", []],
  ];
  for (const [lines, words] of cases) {
    test(lines, () => {
      const [stage] = stagesOf(lines);
      assert.deepEqual(
        baseEntrypoint(stage).map(({ value }) => value),
        words,
      );
    });
  }
});

describe("packages of Python that another stage takes", () => {
  test("the folders that pip, venv and uv install to", () => {
    const [stage] = stagesOf(
      "FROM python:3.12\nWORKDIR /a\nRUN uv sync && pip install -t lib numpy && pip install --target=/b six && python -m venv /v && pip install --prefix /p x && pip install y",
    );
    assert.deepEqual(
      packageFolders(stage).map(({ path, kind, isCompiled }) => `${path} ${kind}${isCompiled ? " compiled" : ""}`),
      ["/a/.venv venv", "/a/lib target compiled", "/b target", "/v venv", "/p prefix"],
    );
  });

  test("the interpreter that an environment points to", async () => {
    const facts = await factsAround({}, "Dockerfile", "FROM scratch");
    const lacking = (one: string, other: string) =>
      lackingInterpreter(...stagesOf(`FROM ${one}\nFROM ${other}`), facts);
    assert.equal(lacking("python:3.12-slim", "debian:12"), "/usr/local/bin/python3");
    assert.equal(lacking("python:3.12-slim", "python:3.12"), undefined);
    assert.equal(lacking("python:3.12-slim", "example.com/a"), undefined);
    assert.equal(lacking("python:3.12-slim", "debian:12\nRUN make -C python install"), undefined);
    assert.equal(lacking("debian:12", "python:3.11-slim"), "/usr/bin/python3");
    assert.equal(lacking("debian:12", "python:3.11"), undefined);
  });
});
