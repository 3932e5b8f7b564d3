/** Reports of scanners: samples after their documented schemas, and a program that stands on the PATH in place of one. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { judgeScan, scanInShort } from "../server/engine/judgedScan";
import { mutesAt } from "../server/engine/mutes";
import { scanPage } from "../server/features/scanPage";
import { scanImage } from "../server/host/scanners";
import { readScan } from "../server/proof/scanReports";
import { baseImages } from "../server/stage/baseImage";
import { usedImages } from "../server/stage/copiedImages";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { ScannerName } from "../server/types";
import { temporaryFolder } from "./folder";

const date = "2026-11-30";

const digest = `sha256:${"a".repeat(64)}`;

const trivy = {
  SchemaVersion: 2,
  ArtifactName: "node:24",
  Metadata: { RepoDigests: [`node@${digest}`] },
  Results: [
    {
      Target: "node:24 (debian 12)",
      Class: "os-pkgs",
      Vulnerabilities: [
        { VulnerabilityID: "CVE-2025-1", PkgName: "libc6", InstalledVersion: "2.36", Severity: "LOW" },
        {
          VulnerabilityID: "CVE-2025-2",
          PkgName: "zlib1g",
          InstalledVersion: "1.2",
          FixedVersion: "1.3",
          Severity: "CRITICAL",
        },
        {
          VulnerabilityID: "CVE-2025-2",
          PkgName: "zlib1g",
          InstalledVersion: "1.2",
          FixedVersion: "1.3",
          Severity: "CRITICAL",
        },
      ],
    },
    { Target: "Node.js", Class: "lang-pkgs" },
  ],
};

const samples: Readonly<Record<ScannerName, unknown>> = {
  Trivy: trivy,
  Grype: {
    matches: [
      {
        vulnerability: { id: "CVE-2025-1", severity: "Low", fix: { versions: [], state: "not-fixed" } },
        artifact: { name: "libc6", version: "2.36", type: "deb" },
      },
      {
        vulnerability: { id: "CVE-2025-2", severity: "Critical", fix: { versions: ["1.3"], state: "fixed" } },
        artifact: { name: "zlib1g", version: "1.2", type: "deb" },
      },
    ],
    source: { type: "image", target: { userInput: "node:24", repoDigests: [`node@${digest}`] } },
  },
  Snyk: {
    ok: false,
    vulnerabilities: [
      { id: "SNYK-1", identifiers: { CVE: ["CVE-2025-1"] }, severity: "low", packageName: "libc6", version: "2.36" },
      {
        id: "SNYK-2",
        identifiers: { CVE: ["CVE-2025-2"] },
        severity: "critical",
        packageName: "zlib1g",
        version: "1.2",
        nearestFixedInVersion: "1.3",
      },
    ],
  },
  "Docker Scout": {
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "docker scout",
            rules: [
              {
                id: "CVE-2025-1",
                properties: {
                  cvssV3_severity: "LOW",
                  fixed_version: "not fixed",
                  purls: ["pkg:deb/debian/libc6@2.36?os_name=debian"],
                },
              },
              {
                id: "CVE-2025-2",
                properties: { cvssV3_severity: "CRITICAL", fixed_version: "1.3", purls: ["pkg:deb/debian/zlib1g@1.2"] },
              },
            ],
          },
        },
        results: [],
      },
    ],
  },
};

describe("reports of scanners", () => {
  for (const [name, sample] of Object.entries(samples) as [ScannerName, unknown][]) {
    test(`${name} says what is worst, and what mends it`, () => {
      const scan = readScan(name, "node:24", sample);
      assert.ok(scan);
      const judged = judgeScan(scan, [], date);
      assert.equal(scanInShort(judged), `node:24, by ${name}: 1 critical, 1 low`);
      const [worst] = judged.worst;
      assert.deepEqual([worst?.id, worst?.installed, worst?.fixed], ["CVE-2025-2", "1.2", "1.3"]);
      assert.match(worst?.package ?? "", /zlib1g$/);
      assert.match(
        scanPage(judged),
        /fixed in `1\.3`\n- low: `CVE-2025-1` in `(?:debian\/)?libc6 2\.36`, no fix is known$/,
      );
    });
    test(`${name} is not believed with another report`, () => {
      for (const other of [undefined, "x", {}, { vulnerabilities: 1 }, { runs: [] }]) {
        assert.equal(readScan(name, "node:24", other), undefined);
      }
    });
  }

  const shared = [{ id: "CVE-1", severity: "low", packageName: "a", version: "1" }];
  const rule = (purl: string) => ({ id: "CVE-1", properties: { purls: [purl], cvssV3_severity: "UNSPECIFIED" } });
  const sarif = (rules: unknown) => ({ runs: [{ tool: { driver: { name: "docker scout", rules } } }] });
  /** What is said of odd reports, with what is worst; undefined for what is none. */
  const odd: readonly (readonly [ScannerName, report: unknown, said: string | undefined])[] = [
    ["Trivy", { SchemaVersion: 2, Results: null }, "no known vulnerability"],
    ["Trivy", { SchemaVersion: 2, Results: [null, { Vulnerabilities: null }] }, "no known vulnerability"],
    ["Trivy", { Results: [{ Vulnerabilities: [{ Severity: null, PkgName: 1 }, null] }] }, "1 unknown ? ?"],
    ["Trivy", { Results: [{ Vulnerabilities: [{ VulnerabilityID: "X", Severity: "SEVERE" }] }] }, "1 unknown X ?"],
    ["Grype", { matches: [] }, "no known vulnerability"],
    ["Grype", { matches: null, source: {}, descriptor: {} }, "no known vulnerability"],
    ["Grype", { matches: null }, undefined],
    [
      "Grype",
      { matches: [{ vulnerability: { id: "X", severity: "Negligible", fix: { versions: null } } }] },
      "1 low X ?",
    ],
    ["Snyk", { ok: true, vulnerabilities: [] }, "no known vulnerability"],
    ["Snyk", { ok: false, error: "Authentication failed" }, undefined],
    ["Snyk", [{ vulnerabilities: shared }, { vulnerabilities: [] }], "1 low CVE-1 a"],
    ["Snyk", { vulnerabilities: [], applications: [{ vulnerabilities: shared }] }, "1 low CVE-1 a"],
    ["Docker Scout", sarif(null), "no known vulnerability"],
    ["Docker Scout", { runs: [{}] }, undefined],
    ["Docker Scout", sarif([rule("pkg:npm/%40babel/core@7.0.0")]), "1 unknown CVE-1 @babel/core"],
    ["Docker Scout", sarif([rule("pkg:deb/%")]), "1 unknown CVE-1 %"],
  ];
  for (const [name, report, said] of odd) {
    test(`${name}: ${JSON.stringify(report)}`, () => {
      const scan = readScan(name, "a", report);
      const judged = scan && judgeScan(scan, [], date);
      const [worst] = judged?.worst ?? [];
      const all = judged && [scanInShort(judged).replace(/^.*: /, ""), worst?.id, worst?.package];
      assert.equal(all?.filter((part) => part !== undefined).join(" "), said);
    });
  }

  test("what is scanned is known by its digest", () => {
    assert.equal(readScan("Trivy", "node:24", trivy)?.digest, digest);
    assert.equal(readScan("Grype", "node:24", samples.Grype)?.digest, digest);
  });

  test("five are shown, those with a fix first", () => {
    const many = Array.from({ length: 9 }, (_, index) => ({
      VulnerabilityID: `CVE-${index}`,
      PkgName: "a",
      Severity: "HIGH",
      ...(index > 6 && { FixedVersion: "2" }),
    }));
    const scan = readScan("Trivy", "a", { SchemaVersion: 2, Results: [{ Vulnerabilities: many }] });
    assert.deepEqual(scan && judgeScan(scan, [], date).worst.map(({ id }) => id), [
      "CVE-7",
      "CVE-8",
      "CVE-0",
      "CVE-1",
      "CVE-2",
    ]);
  });
});

describe("mutes", () => {
  /** What is left of the scan of the only image of a text. */
  function judgedIn(text: string) {
    const file = parseDockerfile(text);
    const [image] = baseImages(file);
    const scan = readScan("Trivy", "node:24", trivy);
    assert.ok(image && scan);
    return judgeScan(scan, mutesAt(file, image.word), date);
  }

  test("leave out what they name, with a reason and until their last day", () => {
    const judged = judgedIn("# drydock mute=cve-2025-2 until=2026-11-30 -- nothing is unpacked here\nFROM node:24\n");
    assert.equal(scanInShort(judged), "node:24, by Trivy: 1 low; 1 muted");
    assert.deepEqual([judged.worst.length, judged.muted.length, judged.idle], [1, 1, []]);
  });

  const idle: readonly (readonly [comment: string, reason: RegExp | undefined])[] = [
    ["# drydock mute=CVE-2025-2", /until=YYYY-MM-DD$/],
    ["# drydock mute=CVE-2025-2 until=soon -- why", /until=YYYY-MM-DD$/],
    ["# drydock mute=CVE-2025-2 until=2026-13-01 -- why", /until=YYYY-MM-DD$/],
    ["# drydock mute=CVE-2025-2 until=2026-12-31", /does not say why/],
    ["# drydock mute=CVE-2025-2 until=2026-12-31 --", /does not say why/],
    ["# drydock mute=CVE-2025-2 until=2026-11-29 -- why", /: it was for the time until 2026-11-29$/],
    ["# drydock mute=", undefined],
    ["# drydock ignore=CVE-2025-2", undefined],
    ["# a drydock mute=CVE-2025-2 until=2026-12-31 -- why", undefined],
  ];
  for (const [comment, reason] of idle) {
    test(`${comment} does nothing`, () => {
      const judged = judgedIn(`${comment}\nFROM node:24\n`);
      assert.equal(judged.muted.length, 0);
      if (reason) assert.match(scanPage(judged), new RegExp(`is not muted.*${reason.source}`, "m"));
      else assert.deepEqual(judged.idle, []);
    });
  }

  test("are about the image below them, however many there are", () => {
    const text =
      "FROM node:24\n# drydock mute=CVE-2025-1 , CVE-2025-2 until=2026-12-31 why\nCOPY --from=nginx:1 /a /b\n";
    const file = parseDockerfile(text);
    const mutes = usedImages(file).map(({ word }) => mutesAt(file, word).map(({ id }) => id));
    assert.deepEqual(mutes, [[], ["CVE-2025-1", "CVE-2025-2"]]);
  });
});

describe("a scanner on the PATH", { skip: process.platform === "win32" }, () => {
  function withProgram(name: string, script: string): NodeJS.ProcessEnv {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return { PATH: folder };
  }
  const never = new AbortController().signal;

  test("is started with the image, and its report read", async () => {
    const answer = JSON.stringify({ ...trivy, Metadata: {} });
    const environment = withProgram("trivy", `[ "$7" = node:24 ] || exit 3\necho '${answer}'`);
    const scan = await scanImage("node:24", never, environment);
    assert.ok("found" in scan && scan.found[0]?.level === "critical");
    assert.deepEqual(await scanImage("node:23", never, environment), { reason: "Trivy has failed with status 3" });
  });

  test("may say by its status that it has found something", async () => {
    const all = [
      ["snyk", "Snyk", 1],
      ["trivy", "Trivy", 1],
      ["grype", "Grype", 2],
      ["docker", "Docker Scout", 2],
    ] as const;
    for (const [program, name, status] of all) {
      const environment = withProgram(program, `echo '${JSON.stringify(samples[name])}'\nexit ${status}`);
      const scan = await scanImage("node:24", never, environment);
      assert.ok("found" in scan && scan.scanner === name && scan.found.length === 2, name);
    }
  });

  test("may fail or be cut off: what it prints then is not shown", async () => {
    const all = [
      ["echo 'token hidden'; echo 'password hidden' >&2; exit 1", "Trivy has failed with status 1"],
      ['echo \'{"SchemaVersion": 2, "Results": [{"Vuln\'', "Trivy answers with something else than a report"],
      ["echo '{\"SchemaVersion\": 2}'; exit 5", "Trivy has failed with status 5"],
      ["kill -9 $$", "Trivy has failed"],
    ] as const;
    for (const [script, reason] of all)
      assert.deepEqual(await scanImage("a", never, withProgram("trivy", script)), { reason });
  });

  test("may be missing, answer with something else, or be called off", async () => {
    assert.match(JSON.stringify(await scanImage("a", never, { PATH: "" })), /no scanner is on the PATH/);
    const wrong = await scanImage("a", never, withProgram("grype", "echo hello"));
    assert.deepEqual(wrong, { reason: "Grype answers with something else than a report" });
    const plain = await scanImage(
      "a",
      never,
      withProgram("docker", `echo "'scout' is not a docker command" >&2; exit 1`),
    );
    assert.match(JSON.stringify(plain), /no scanner is on the PATH/);
    assert.deepEqual(await scanImage("-x", never), { reason: "it is no name of an image" });
    const controller = new AbortController();
    const scanning = scanImage("a", controller.signal, withProgram("trivy", "while :; do /bin/sleep 1; done"));
    controller.abort();
    assert.deepEqual(await scanning, { reason: "it was called off" });
  });
});
