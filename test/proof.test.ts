/** What is read of an engine, how two images are compared, and how the step is found that makes one worse. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findCulprits } from "../server/proof/bisection";
import { didRun, table, worsened } from "../server/proof/comparison";
import { servicesBeside } from "../server/proof/composeProject";
import {
  isInit,
  type Measurement,
  readImage,
  readListening,
  readProcess,
  readState,
  refusalsIn,
} from "../server/proof/measurement";
import { readAnswer } from "../server/proof/probes";
import { scanners } from "../server/proof/scannerTable";
import { packagesIn, readScan } from "../server/proof/scanReports";
import { devDependencies, isTelling, mountedValues, secretPaths, secretValues } from "../server/proof/secretTraces";
import { startOf } from "../server/proof/serviceStart";
import type { Facts, Project, ScannerName, ServiceSettings } from "../server/types";

const good: Measurement = {
  isBuilt: true,
  buildTime: 1000,
  size: 300_000_000,
  ownSize: 0,
  uid: 1000,
  process: "node server.js",
  isRunning: true,
  listens: ["0.0.0.0:3000"],
  answer: { port: 3000, status: 200 },
  stopTime: 200,
  exitCode: 0,
  refusals: [],
  secrets: [],
  devDependencies: [],
  log: "",
};

const unknown: Measurement = { isBuilt: true, buildTime: 1, log: "" };

describe("packages with fixes", () => {
  const read = (scanner: ScannerName, json: string) => {
    const scan = readScan(scanner, "a", JSON.parse(json));
    return scan && packagesIn(scan);
  };
  const cases: [name: string, names: readonly string[] | undefined, expected: readonly string[] | undefined][] = [
    ["none", read("Trivy", '{"Results":[{"Target":"a"}]}'), []],
    ["no report", read("Trivy", "{}"), undefined],
    [
      "each once",
      read("Grype", '{"matches":[{"artifact":{"name":"b"}},{"artifact":{"name":"a"}},{"artifact":{"name":"b"}},{}]}'),
      ["a", "b"],
    ],
    ["of another builder", scanners.find(({ name }) => name === "Grype")?.fixable?.("x", "nerdctl"), undefined],
  ];
  for (const [name, names, expected] of cases) test(name, () => assert.deepEqual(names, expected));
});

describe("services beside", () => {
  test("nothing of them reaches the host", () => {
    const bind = { type: "bind", source: "/app/init.sql", target: "/init.sql" };
    const services = {
      web: { depends_on: { db: {} } },
      db: { image: "postgres", ports: [5432], container_name: "db", volumes: [bind], networks: { a: null } },
    };
    const beside = servicesBeside(
      JSON.stringify({ services, volumes: { data: { external: true, name: "x" } } }),
      "web",
    );
    assert.deepEqual(beside?.names, ["db"]);
    assert.deepEqual(JSON.parse(beside?.text ?? ""), {
      services: { db: { image: "postgres", volumes: [{ ...bind, read_only: true }] } },
      volumes: { data: {} },
    });
    assert.equal(servicesBeside(JSON.stringify({ services: { web: {} } }), "web"), undefined);
    assert.equal(servicesBeside("no", "web"), undefined);
  });
});

describe("how a service of compose starts its image", () => {
  const volume = { target: "/data", host: undefined };
  const cases: [name: string, service: ServiceSettings | undefined, before: string, behind: string][] = [
    ["as it is", undefined, "", ""],
    [
      "variables and new volumes",
      {
        environment: { A: "1", B: undefined },
        mounts: [volume, { target: "/run/secrets/a", host: undefined, isReadOnly: true }],
      },
      "--env A=1 --volume /data",
      "",
    ],
    [
      "a command, as somebody, somewhere",
      { user: { value: "7" }, workingDir: { value: "/b" }, command: { value: ["node", "a.js"] } },
      "--user 7 --workdir /b",
      "node a.js",
    ],
    [
      "another entrypoint",
      { entrypoint: { value: ["sh", "-c"] }, command: { value: ["a"] } },
      "--entrypoint sh",
      "-c a",
    ],
    [
      "what is in folders of the host, which are left out",
      { command: { value: ["npm", "run", "dev"] }, mounts: [volume, { target: "/app", host: "." }] },
      "--volume /data",
      "",
    ],
    ["what cannot be told", { command: { value: undefined }, user: { value: undefined } }, "", ""],
  ];
  for (const [name, service, before, behind] of cases) {
    test(name, () => {
      const { runWords, command } = startOf(service);
      assert.deepEqual([runWords.join(" "), command.join(" ")], [before, behind]);
    });
  }
});

describe("what is worse", () => {
  const cases: [name: string, before: Measurement, after: Measurement, expected: RegExp | undefined][] = [
    ["nothing", good, good, undefined],
    ["no build", good, { isBuilt: false, buildTime: 1, log: "" }, /^it cannot be built$/],
    ["root", good, { ...good, uid: 0 }, /^it runs as root$/],
    ["no root any more", { ...good, uid: 0 }, good, undefined],
    [
      "it ends",
      good,
      { ...good, isRunning: false, answer: undefined, exitCode: 1 },
      /^it ends by itself, with exit code 1$/,
    ],
    [
      "what ends well ends badly",
      { ...good, isRunning: false, answer: undefined },
      { ...good, isRunning: false, answer: undefined, exitCode: 3 },
      /^it ends with exit code 3$/,
    ],
    [
      "what ended badly does so still",
      { ...good, isRunning: false, exitCode: 1, answer: undefined },
      { ...good, isRunning: false, exitCode: 2, answer: undefined },
      undefined,
    ],
    ["silence", good, { ...good, answer: undefined }, /^nothing answers on port 3000$/],
    ["another port", good, { ...good, answer: { port: 8080, status: 200 } }, undefined],
    ["an error", good, { ...good, answer: { port: 3000, status: 500 } }, /^it answers 500, not 200$/],
    ["no error any more", { ...good, answer: { port: 3000, status: 404 } }, good, undefined],
    ["a redirection", good, { ...good, answer: { port: 3000, status: 302 } }, undefined],
    [
      "another text",
      { ...good, answer: { port: 3000, status: 200, hasText: true } },
      { ...good, answer: { port: 3000, status: 200, hasText: false } },
      /^its answer lacks the text$/,
    ],
    ["a value in another file", { ...good, secrets: ["T in /a"] }, { ...good, secrets: ["T in /b"] }, undefined],
    [
      "a value in a file",
      { ...good, secrets: ["T in the history"] },
      { ...good, secrets: ["T in /b"] },
      /^it holds T in \/b$/,
    ],
    ["within alone", good, { ...good, listens: ["127.0.0.1:3000"] }, /only the container itself/],
    ["one port of two within", good, { ...good, listens: ["0.0.0.0:3000", "127.0.0.1:9229"] }, undefined],
    ["killed", good, { ...good, exitCode: 137 }, /^it does not stop/],
    ["ended by the signal", good, { ...good, exitCode: 143 }, undefined],
    ["refused", good, { ...good, refusals: ["EACCES a"] }, /^it is refused something: EACCES a$/],
    ["a secret", { ...good, secrets: [".env"] }, { ...good, secrets: [".env", "a.pem"] }, /^it holds a\.pem$/],
    ["development", good, { ...good, devDependencies: ["a", "b", "c", "d", "e"] }, /^it holds a, b, c and 2 more$/],
    [
      "a check that fails",
      { ...good, health: "healthy" },
      { ...good, health: "unhealthy" },
      /^its health check fails$/,
    ],
    [
      "a new check that fails",
      { ...good, health: "none" },
      { ...good, health: "unhealthy" },
      /^its health check fails$/,
    ],
    ["a check that failed", { ...good, health: "unhealthy" }, { ...good, health: "unhealthy" }, undefined],
    ["a check that is gone", { ...good, health: "healthy" }, { ...good, health: "none" }, /^nothing checks its health/],
    ["a new check", { ...good, health: "none" }, { ...good, health: "healthy" }, undefined],
    ["what is not known before", unknown, { ...good, uid: 0, secrets: [".env"] }, undefined],
    ["what is not known after", good, unknown, undefined],
  ];
  for (const [name, before, after, expected] of cases) {
    test(name, () => {
      const worse = worsened(before, after).join("; ");
      if (expected) assert.match(worse, expected);
      else assert.equal(worse, "");
    });
  }

  test("the table shows all, and what is not known as such", () => {
    const lines = table(good, { ...unknown, isBuilt: false }, 80).split("\n");
    assert.match(lines[0] ?? "", /^ +before +after$/);
    assert.ok(lines.includes("answers           200 on 3000     ?"), lines.join("\n"));
    assert.ok(lines.includes("own layers        0 B             ?"), lines.join("\n"));
  });

  test("health stands in the table where there is a check", () => {
    const shown = (before: Measurement["health"], after: Measurement["health"]) =>
      table({ ...good, health: before }, { ...good, health: after }, Number.POSITIVE_INFINITY)
        .split("\n")
        .find((line) => line.startsWith("health"));
    assert.equal(shown("none", "none"), undefined);
    assert.match(shown("none", "healthy") ?? "", /no check +healthy$/);
    assert.match(shown("unhealthy", undefined) ?? "", /unhealthy +\?$/);
  });

  test("a long command line leaves the columns in place", () => {
    const lines = table({ ...good, process: `${"a".repeat(70)} ${"b".repeat(20)}` }, good, 200).split("\n");
    const at = (lines[0] ?? "").indexOf("after");
    const first = lines.indexOf(`process 1         ${"a".repeat(60)}  node server.js`);
    assert.equal(lines[first + 1], `${" ".repeat(18)}${"a".repeat(10)} ${"b".repeat(20)}`);
    assert.ok(lines.filter((line) => line.startsWith("user")).every((line) => line.indexOf("1000", at) === at));
  });

  test("no line is wider than the terminal", () => {
    const long = {
      ...good,
      process: "/usr/bin/python3 /usr/local/bin/gunicorn -b 0.0.0.0:8000 app:app ".repeat(9).trim(),
    };
    const shown = table(long, long, 72);
    assert.ok(
      shown.split("\n").every((line) => line.length <= 72),
      shown,
    );
    assert.match(shown, /…/);
  });

  test("what ends with 0 has run", () => {
    assert.deepEqual([good, { ...good, isRunning: false }, { ...good, isRunning: false, exitCode: 1 }].map(didRun), [
      true,
      true,
      false,
    ]);
  });
});

describe("which steps are to blame", () => {
  const steps = [..."abcdefghijklmnop"];
  const find = async (isBad: (taken: ReadonlySet<string>) => boolean) => {
    let tries = 0;
    const culprits = await findCulprits(steps, async (skipped) => {
      tries++;
      return isBad(new Set(steps.filter((step) => !skipped.includes(step))));
    });
    return { culprits, tries };
  };
  for (const step of ["a", "b", "h", "p"]) {
    test(`one: ${step}`, async () => {
      const { culprits, tries } = await find((taken) => taken.has(step));
      assert.deepEqual(culprits, [step]);
      assert.ok(tries <= 6, `${tries} tries`);
    });
  }
  test("two, each alone", async () => {
    assert.deepEqual((await find((taken) => taken.has("c") || taken.has("m"))).culprits, ["c", "m"]);
  });
  test("two, together only: without the later one it is well", async () => {
    assert.deepEqual((await find((taken) => taken.has("c") && taken.has("m"))).culprits, ["m"]);
  });
  test("none", async () => {
    const { culprits, tries } = await find(() => true);
    assert.equal(culprits, undefined);
    assert.ok(tries <= 6, `${tries} tries`);
    assert.equal(await findCulprits([], async () => true), undefined);
  });
  test("too many", async () => {
    assert.equal((await find((taken) => taken.size > 2)).culprits, undefined);
  });
});

describe("what an engine prints", () => {
  test("an image", () => {
    const Config = { ExposedPorts: { "8080/tcp": {}, "53/udp": {} }, Env: ["PATH=/bin", "PORT=3000", "PORT=x"] };
    const image = { size: 7, ports: [8080, 3000], check: undefined };
    assert.deepEqual(readImage(JSON.stringify([{ Size: 7, Config }])), image);
    assert.deepEqual(readImage("[{}]"), { size: undefined, ports: [], check: undefined });
    for (const text of ["", "null", "[]", "{"]) assert.equal(readImage(text), undefined);
  });

  test("the health check of an image", () => {
    const of = (image: object) => readImage(JSON.stringify([image]))?.check;
    const Healthcheck = { Test: ["CMD-SHELL", "curl -f localhost"] };
    assert.deepEqual(of({ Config: { Healthcheck } }), ["/bin/sh", "-c", "curl -f localhost"]);
    assert.deepEqual(of({ Config: { Healthcheck, Shell: ["bash", "-c"] } }), ["bash", "-c", "curl -f localhost"]);
    // That of podman.
    assert.deepEqual(of({ Config: {}, HealthCheck: { Test: ["CMD", "node", "check.js"] } }), ["node", "check.js"]);
    for (const Test of [["NONE"], [], undefined]) assert.equal(of({ Config: { Healthcheck: { Test } } }), undefined);
  });

  test("a container", () => {
    assert.deepEqual(readState('[{"State":{"Running":false,"ExitCode":3}}]'), { isRunning: false, exitCode: 3 });
    assert.equal(readState("Error: no such container"), undefined);
  });

  test("where something listens", () => {
    const text = `  sl  local_address rem_address   st
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0
   1: 00000000:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0
   2: 0100007F:0BB8 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 1 1 0
   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 0:0
   1: 00000000000000000000000001000000:0051 00000000000000000000000000000000:0000 0A 0:0`;
    assert.deepEqual(
      readListening(text).map(({ address, port }) => `${address}:${port}`),
      ["127.0.0.1:8080", "0.0.0.0:3000", "[::]:80", "[::1]:81"],
    );
  });

  test("answers", () => {
    assert.deepEqual(readAnswer(80, "wget: server returned error: HTTP/1.1 404 Not Found", { path: "/" }), {
      port: 80,
      status: 404,
    });
    assert.deepEqual(readAnswer(80, "HTTP/1.0 200 OK\r\n", { path: "/" }), { port: 80, status: 200 });
    assert.equal(readAnswer(80, "HTTP/1.1 000", { path: "/" }), undefined);
    assert.equal(readAnswer(80, "", { path: "/" }), undefined);
  });

  test("processes and refusals", () => {
    assert.deepEqual(readProcess("node\0-e\0a\nb\0Name:\tnode\nUid:\t1000\t0\t0\t0\n"), {
      process: "node -e a\nb",
      uid: 1000,
    });
    assert.equal(isInit("/usr/bin/dumb-init /entrypoint.sh node a.js"), true);
    assert.equal(isInit("node dumb-init"), false);
    assert.equal(isInit(undefined), false);
    assert.deepEqual(readProcess(""), { process: undefined, uid: undefined });
    assert.deepEqual(refusalsIn("a\n Error: EACCES: permission denied, open 'x'\nmkdir: Permission denied"), [
      "Error: EACCES: permission denied, open 'x'",
      "mkdir: Permission denied",
    ]);
  });
});

describe("what must not be found", () => {
  const facts: Facts = {
    today: "2026-01-01",
    files: [".env", ".env.example", ".git/", ".npmrc", "certs/server.key", "sub/.npmrc", "test/fixtures/a.key"],
    contents: new Map([
      [".npmrc", "//registry.npmjs.org/:_authToken=npm_abcdef\n"],
      ["sub/.npmrc", "save-exact=true\n"],
    ]),
    project: { dependencies: { a: "1" }, devDependencies: { a: "1", b: "1" } } as unknown as Project,
  };

  test("files", () => {
    assert.deepEqual(secretPaths(facts), [".env", "certs/server.key", ".npmrc", ".git/config"]);
    assert.deepEqual(secretPaths({ today: "2026-01-01" }), []);
  });

  test("values", () => {
    const text = `PORT=3000
export DB_PASSWORD="cbnmx82hfk"
API_KEY=$OTHER_KEY_NAME
NODE_ENV=production
//registry.npmjs.org/:_authToken=0a1b2c3d4e5f60718293
`;
    assert.deepEqual(
      secretValues(text).map(({ name, value }) => `${name} ${value}`),
      ["DB_PASSWORD cbnmx82hfk", "authToken 0a1b2c3d4e5f60718293"],
    );
  });

  test("values of mounts", () => {
    assert.deepEqual(mountedValues("token", "0a1b2c3d4e5f\n"), [{ name: "token", value: "0a1b2c3d4e5f" }]);
    assert.deepEqual(mountedValues("npmrc", "//r.example.org/:_authToken=0a1b2c3d4e5f\n"), [
      { name: "authToken", value: "0a1b2c3d4e5f" },
    ]);
    assert.deepEqual(mountedValues("notes", "save-exact=true\nlegacy-peer-deps=true\n"), []);
  });

  test("values that are no words", () => {
    const isFound = (value: string) => isTelling({ name: "a", value });
    assert.deepEqual(["0a1b2c3d4e5f", "correct-horse-battery", "postgres1"].map(isFound), [true, false, false]);
  });

  test("packages", () => {
    assert.deepEqual(devDependencies(facts), ["b"]);
    assert.deepEqual(devDependencies({ today: "2026-01-01" }), []);
  });
});
