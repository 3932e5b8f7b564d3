/** The table of package managers: what its rows must have in common, and what is asked of it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allOf,
  type ManagerFacts,
  managerOf,
  managerPrograms,
  managersByLockfile,
  packageManagers,
  runnerPrograms,
} from "../server/data/packageManagers";
import { installsOf } from "../server/packages/install";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { runs } from "../server/syntax/shell";

for (const manager of packageManagers) {
  const { name, program, lifecycle = [], workspaceOptions = [], manyWorkspaces = [] } = manager;
  test(`${name}: its row is consistent`, () => {
    assert.equal(manager.programs[0], program);
    assert.equal(managerOf(name), manager);
    assert.equal(managerOf(program, name), manager);
    // One call is an install, a script, a program or something else.
    const verbs = [manager.install, manager.ci, manager.run, manager.exec, lifecycle];
    assertDistinct(verbs.flatMap((list) => list ?? []));
    const others = new Set(manager.commands);
    for (const verb of [...manager.install, ...manager.add]) assert.ok(others.has(verb) || program === "npm", verb);
    for (const verb of [...manager.run, ...manager.exec, ...lifecycle]) assert.ok(!others.has(verb) || verb === "x");
    // What takes a value says so, or the value would pass for the verb.
    const valued = new Set(manager.valuedOptions);
    for (const option of [...manager.folderOptions, ...workspaceOptions]) assert.ok(valued.has(option), option);
    // No option does two things.
    assertDistinct([
      ...[...manager.frozen, ...manager.production, ...(manager.includeDev ? [manager.includeDev] : [])],
      ...[...manager.folderOptions, ...workspaceOptions, ...manyWorkspaces],
    ]);
    if (manager.includeDev) assert.ok(manager.obeysNodeEnv, "nothing to speak against");
    if (manager.sign) assert.ok(manager.settings.includes(manager.sign));
    if (manager.workspaceFile) assert.ok(manager.settings.includes(manager.workspaceFile));
    assert.match(manager.cache.folder, /^\/(?:root|usr\/local)\//);
  });

  test(`${name}: its calls are calls of its program`, () => {
    const { cache, prune, config, chooses = [], installsAnew = [] } = manager;
    for (const call of [cache.clean, ...cache.calls, ...(prune ? [prune.command, ...prune.calls] : [])])
      assert.ok(call.split("&& ").at(-1)?.startsWith(`${program} `), call);
    for (const call of [...config, ...chooses, ...installsAnew]) assert.ok(call.startsWith(`${program} `), call);
    assert.ok(runs(commandOf(cache.clean), ...cache.calls), "cleaning is work on the cache");
  });

  test(`${name}: installs are read as the row says`, () => {
    for (const verb of [...manager.install, ...(manager.ci ?? []), ...(manager.installsBare ? [""] : [])]) {
      assert.equal(installOf(manager, verb)?.packages.length, 0, verb);
    }
    for (const verb of manager.add) assert.equal(installOf(manager, `${verb} express`)?.packages.length, 1, verb);
    for (const option of manager.frozen) assert.equal(installOf(manager, `install ${option}`)?.isFrozen, true, option);
    for (const option of manager.production) {
      assert.equal(installOf(manager, `install ${option}`)?.omitsDev, true, option);
    }
    if (manager.includeDev) {
      const install = installOf(manager, `install ${manager.includeDev}`, "ENV NODE_ENV=production\n");
      assert.equal(install?.omitsDev, false, manager.includeDev);
    }
  });
}

test("a lock file names one package manager, that of yarn both generations", () => {
  for (const lockfile of allOf(({ lockfiles }) => lockfiles)) {
    const names = managersByLockfile(lockfile).map(({ name }) => name);
    assert.deepEqual(names, lockfile === "yarn.lock" ? ["yarn", "yarn-berry"] : names.slice(0, 1));
  }
  assert.deepEqual(managersByLockfile("Cargo.lock"), []);
});

test("of package managers with the same lock file, all but one have a sign", () => {
  for (const { lockfiles } of packageManagers) {
    const without = managersByLockfile(lockfiles[0] ?? "").filter(({ sign }) => sign === undefined);
    assert.equal(without.length, 1);
  }
});

test("programs and runners are told apart", () => {
  assertDistinct([...managerPrograms, ...runnerPrograms]);
  assert.deepEqual([...managerPrograms], ["npm", "yarn", "yarnpkg", "pnpm", "bun"]);
  assert.deepEqual([...runnerPrograms], ["npx", "pnpx", "bunx"]);
});

const questions: readonly (readonly [
  program: string | undefined,
  project: ManagerFacts["name"] | undefined,
  name: unknown,
])[] = [
  ["yarn", undefined, "yarn"],
  ["yarn", "yarn-berry", "yarn-berry"],
  ["yarnpkg", "yarn-berry", "yarn-berry"],
  ["yarn", "npm", "yarn"],
  ["npm", "yarn-berry", "npm"],
  ["npx", "npm", undefined],
  ["constructor", undefined, undefined],
  [undefined, "npm", undefined],
];

for (const [program, project, name] of questions) {
  test(`${program} in a project of ${project ?? "nobody knows what"}`, () => {
    assert.equal(managerOf(program, project)?.name, name);
  });
}

function assertDistinct(list: readonly string[]) {
  assert.deepEqual([...new Set(list)], list);
}

function installOf({ program }: ManagerFacts, line: string, before = "") {
  const { final } = parseDockerfile(`FROM node:24\n${before}RUN ${`${program} ${line}`.trim()}\n`);
  return final && installsOf(final)[0];
}

function commandOf(line: string) {
  const command = parseDockerfile(`FROM node:24\nRUN ${line}\n`).final?.instructions[1]?.script?.commands[0];
  assert.ok(command);
  return command;
}
