/** What package managers install, in which versions, and what they leave in a layer. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import {
  cacheFixes,
  deletes,
  isMounted,
  leftoverCaches,
  leftoverRpmCaches,
  mayShip,
  mountCache,
  rpmCacheOf,
} from "../server/packages/caches";
import {
  isRpmPinned,
  mayHideOptions,
  type Pinning,
  pipCall,
  rpmPackages,
  runsOneOf,
  unanswered,
  unpinnedPackages,
} from "../server/packages/packages";
import { pipInstallOf, pipTools } from "../server/packages/pip";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { commandsIn } from "../server/syntax/runs";
import { operands, runs } from "../server/syntax/shell";
import type { Command, Instruction } from "../server/types";

function read(run: string, from = "FROM debian\nARG OPTS='-y -q'\nARG LIST='a b=1'\nARG EMPTY\n") {
  const file = parseDockerfile(`${from}RUN ${run}\n`);
  const instruction = file.instructions.at(-1) as Instruction;
  return { file, instruction, command: commandsIn(instruction)[0] as Command };
}

const written = (command: Command | undefined) =>
  command && [command.name, ...command.words.map(({ text }) => text)].join(" ");

describe("options that may hide", () => {
  for (const [run, may] of [
    ["dnf install $OPTS curl", true],
    ["dnf install $LIST", false],
    ["dnf install $DNF_OPTIONS curl", true],
    ["dnf install ${EXTRA_ARGS} curl", true],
    ['dnf install "$@"', false],
    ["dnf install $@", true],
    ["dnf install $PACKAGES", false],
    ["dnf install a$OPTS", false],
    ["dnf install curl", false],
  ] as const) {
    test(run, () => {
      const { instruction, command } = read(run);
      assert.equal(mayHideOptions(command, instruction), may);
    });
  }
});

const pinning: Pinning = {
  packages: (command) => (runs(command, "apk add") ? operands(command) : []),
  isPinned: (name) => name.includes("="),
  consequence: "each build takes the newest one",
};

/** A RUN, and the names without a version of each word; messages begin as those say. */
const unpinned: readonly (readonly [run: string, names: readonly string[], message?: RegExp])[] = [
  ["apk add a b=1", ["a"], /^"a" has no version, so that each build takes the newest one$/],
  ["apk add \"a\" 'b'", ["a", "b"]],
  ["apk add $LIST", ["a"], /^"a" has no version/],
  ["apk add $UNKNOWN", []],
  ["apk add a-$EMPTY b=$EMPTY", ["a-0"], /^"a-\$EMPTY" has no version/],
  ["apk add a$NOWHERE", ["a"]],
  ["apk add $(cat list)", []],
  ["apk add a=$(cat version)", []],
  ["V=1; apk add a=$V", []],
  ["apk del a", []],
];

describe("packages without a version", () => {
  for (const [run, names, message] of unpinned) {
    test(run, () => {
      const found = unpinnedPackages(read(run).file, pinning);
      assert.deepEqual(
        found.flatMap(({ names }) => names),
        names,
      );
      if (message) assert.match(found[0]?.finding.message ?? "", message);
    });
  }

  test("names of rpm packages that end in a version, or name the stream of a module", () => {
    const names = [
      "httpd-2.4.6",
      "openssl-1:1.1.1k-12.el9",
      "nodejs:20",
      "python3-pip",
      "httpd",
      "gcc-c++",
      "a-$b",
      "",
    ];
    assert.deepEqual(names.map(isRpmPinned), [true, true, true, false, false, false, false, false]);
  });
});

/** A command, the packages that dnf installs by it. */
const rpm: readonly (readonly [run: string, packages: readonly string[]])[] = [
  ["dnf install -y a b-1.0", ["a", "b-1.0"]],
  ["dnf module install nodejs:20", ["nodejs:20"]],
  ["dnf install @dev ./a.rpm https://x/a.rpm /usr/bin/a 'perl(x)' a.rpm b", ["b"]],
  ["dnf --setopt=a=b -x c install d", ["d"]],
  ["dnf remove a", []],
  ["yum install a", []],
];

describe("the family of yum", () => {
  for (const [run, packages] of rpm) {
    test(run, () => {
      const words = rpmPackages(read(run).command, ["dnf"]);
      assert.deepEqual(
        words.map(({ text }) => text),
        packages,
      );
    });
  }

  test("subcommands, be they behind group or module", () => {
    const asks = (run: string) => runsOneOf(read(run).command, ["dnf"], ["install"]);
    assert.deepEqual(
      ["dnf install a", "dnf -y group install a", "dnf module install a", "dnf update", "dnf", "yum install a"].map(
        asks,
      ),
      [true, true, true, false, false, false],
    );
  });

  for (const [run, isAsked] of [
    ["dnf install a", true],
    ["dnf -y install a", false],
    ["dnf install --assumeyes a", false],
    ["yes | dnf install a", false],
    ["dnf install $DNF_OPTIONS a", false],
    ["dnf list", false],
    ["echo assumeyes=1 >> /etc/dnf/dnf.conf && dnf install a", false],
  ] as const) {
    test(`${run} ${isAsked ? "asks" : "does not ask"}`, () => {
      const { file } = read(run);
      const findings = [...unanswered(file, ["dnf"])];
      assert.equal(findings.length, isAsked ? 1 : 0);
      const edits = findings[0]?.fixes?.[0]?.edits;
      if (edits) assert.match(apply(file.text, edits), /dnf install -y a/);
    });
  }
});

/** A command as pip's, by whatever name it is called; and whether it installs. */
const pip: readonly (readonly [run: string, call: string | undefined, installs: boolean])[] = [
  ["pip install a", "pip pip install a", true],
  ["pip3.12 install a", "pip pip3.12 install a", true],
  ["python3 -m pip install a", "pip pip install a", true],
  ["/opt/venv/bin/python -u -m pip install a", "pip pip install a", true],
  ["uv pip install a", "uv pip install a", true],
  ["uv sync", undefined, true],
  ["pipx install a", "pipx pipx install a", false],
  ["pip download a", "pip pip download a", false],
  ["pip", "pip pip", false],
  ["python3 -m venv a", undefined, false],
  ["python3 pip install a", undefined, false],
  ["pipenv install", undefined, false],
];

describe("pip", () => {
  for (const [run, call, installs] of pip) {
    test(run, () => {
      const { command } = read(run);
      assert.equal(written(pipCall(command)), call);
      assert.equal(pipInstallOf(command) !== undefined, installs);
    });
  }

  test("how each keeps no cache", () => {
    assert.deepEqual([pipTools.get("pip")?.flags[0], pipTools.get("uv")?.flags[0]], ["--no-cache-dir", "--no-cache"]);
    assert.equal(pipTools.get("pipx"), undefined);
  });
});

describe("what stays in a layer", () => {
  /** A command, and whether it deletes /var/cache/apk, and .cache/pip of any home. */
  for (const [run, apk, home] of [
    ["rm -rf /var/cache/apk/*", true, false],
    ["rm -rf /var/cache", true, false],
    ["rm -rf /var/cache/apk/x", true, false],
    ["rm -rf ~/.cache", false, true],
    ["rm -rf $HOME/.cache/pip", false, true],
    ["rm -rf /home/node/.cache/", false, true],
    ["rm -rf /root", false, true],
    ["rm -rf /var/cacher", false, false],
    ["rm -rf apk", false, false],
    ["ls /var/cache/apk", false, false],
    ["rm", false, false],
  ] as const) {
    test(run, () => {
      const { command } = read(run);
      assert.deepEqual([deletes(command, ["/var/cache/apk"]), deletes(command, [".cache/pip"])], [apk, home]);
    });
  }

  test("mounts keep it out", () => {
    const mounted = (mount: string) => isMounted(read(`--mount=${mount} a`).instruction, ["/var/cache/apk"]);
    assert.equal(mounted("type=cache,target=/var/cache/apk"), true);
    assert.equal(mounted("type=tmpfs,target=/var/"), true);
    assert.equal(mounted("type=cache,target=/var/cache/apk/x"), false);
    assert.equal(mounted("type=cache,target=$DIR"), true);
    assert.equal(mounted("type=bind,target=/var/cache/apk"), false);
  });

  test("the last installing command after which nobody cleans up, where the layer may ship", () => {
    const left = (text: string) =>
      leftoverCaches(
        parseDockerfile(text),
        ["/c"],
        ({ name }) => name === "put",
        ({ name }) => name === "clean",
      ).map(({ command }) => written(command));
    assert.deepEqual(left("FROM x\nRUN put a && put b"), ["put put b"]);
    assert.deepEqual(left("FROM x\nRUN put a && clean"), []);
    assert.deepEqual(left("FROM x\nRUN clean && put a"), ["put put a"]);
    assert.deepEqual(left("FROM x\nRUN put a; rm -rf /c"), []);
    assert.deepEqual(left("FROM x\nRUN --mount=type=cache,target=/c put a"), []);
    assert.deepEqual(left("FROM x AS a\nRUN put a\nFROM y\nRUN put b"), ["put put b"]);
    assert.equal(mayShip(parseDockerfile("FROM x\nONBUILD RUN a\nFROM y").instructions[1] ?? assert.fail()), true);
  });

  test("the fixes: a command at the end, or a mount where root installs", () => {
    const fixes = (run: string, from?: string) => {
      const { file, instruction, command } = read(run, from);
      const all = cacheFixes(file, { command, instruction }, "clean", "/c");
      return all.map(({ edits }) => apply(file.text, edits).split("\n").at(-2));
    };
    assert.deepEqual(fixes("sudo put", "FROM debian\n"), [
      "RUN sudo put && sudo clean",
      "RUN --mount=type=cache,target=/c sudo put",
    ]);
    assert.deepEqual(fixes("put # why", "FROM debian\n"), ["RUN --mount=type=cache,target=/c put # why"]);
    assert.deepEqual(fixes("put", "FROM debian\nUSER app\n"), ["RUN put && clean"]);
    const { instruction, command } = read("put", "FROM debian\nUSER app\n");
    assert.equal(mountCache({ command, instruction }, "/c"), undefined);
  });

  test("dnf and its kin: each cleans its own cache", () => {
    const left = (from: string, run: string) =>
      leftoverRpmCaches(read(run, `FROM ${from}\n`).file, ["dnf", "microdnf"]).length;
    assert.equal(left("fedora:40", "dnf install -y a"), 1);
    assert.equal(left("fedora:40", "dnf install -y a && dnf clean all"), 0);
    assert.equal(left("fedora:40", "dnf install -y a && yum clean all"), 0);
    assert.equal(left("redhat/ubi9", "microdnf install -y a && dnf clean all"), 1);
    assert.equal(left("fedora:40", "dnf list"), 0);
    const cache = (from: string, run: string) => {
      const { instruction, command } = read(run, `FROM ${from}\n`);
      return rpmCacheOf({ instruction, command });
    };
    assert.equal(cache("fedora:40", "dnf install a"), "/var/cache/dnf");
    assert.equal(cache("fedora:42", "dnf install a"), "/var/cache/libdnf5");
    assert.equal(cache("photon", "tdnf install a"), "/var/cache/tdnf");
    assert.equal(cache("centos:7", "yum install a"), "/var/cache/yum");
    assert.equal(cache("redhat/ubi9", "microdnf install a"), undefined);
  });
});
