/** What images contain, by their reference. */

import assert from "node:assert/strict";
import { test } from "node:test";
import table from "../server/data/base-images.json";
import { type BaseImage, baseImage } from "../server/data/baseImages";
import { imageFacts } from "../server/data/images";

function image(text: string): BaseImage | undefined {
  const [reference = "", digest] = text.split("@");
  const at = reference.lastIndexOf(":");
  return baseImage(
    at < 0
      ? { name: reference, tag: undefined, digest }
      : { name: reference.slice(0, at), tag: reference.slice(at + 1), digest },
  );
}

/** Y, n or ? for each program. */
function answers(text: string, programs: string): string {
  const known = image(text);
  return programs
    .split(" ")
    .map((program) => ({ true: "Y", false: "n" })[String(known?.hasProgram(program))] ?? "?")
    .join("");
}

test("programs of variants, of releases that are not listed, and of what nobody knows", () => {
  const cases: [image: string, programs: string, answers: string][] = [
    ["node:22", "curl wget git bash python3 make ps corepack", "YYYYYYYY"],
    ["node:22-slim", "curl wget git bash python3 make ps corepack", "nnnYnnnY"],
    ["node:22.5.1-bookworm-slim", "curl wget git bash python3 make ps", "nnnYnnn"],
    ["docker.io/library/node:22-alpine", "curl wget git bash python3 ps sh", "nYnnnYY"],
    ["node", "corepack yarn npm", "nnY"],
    ["node:18-slim", "curl git", "nn"],
    ["node:14-alpine3.12", "curl git bash wget corepack", "nnnY?"],
    ["node:14-buster", "curl python python3", "Y?Y"],
    ["node:8-slim", "curl git bash", "???"],
    ["node:14-jessie-slim", "curl git", "??"],
    ["node:22-nanoserver", "curl git", "??"],
    ["debian:12.5-slim", "curl less perl", "nnY"],
    ["debian:buster-20240101-slim", "curl wget gpg perl", "nn?Y"],
    ["ubuntu:22.04", "curl wget git less", "nnn?"],
    ["ubuntu:14.04", "curl python3", "??"],
    ["alpine:3.12", "bash curl wget", "nnY"],
    ["alpine:edge", "bash", "?"],
    ["python:3.13-slim", "curl gcc python3 pip", "nnYY"],
    ["golang:1.20-alpine", "git gcc go", "nnY"],
    ["eclipse-temurin:17-jre-alpine", "bash java javac", "nYn"],
    ["eclipse-temurin:17.0.9_9-jre-alpine", "bash java", "?Y"],
    ["nginx:1.25-alpine", "curl bash", "Yn"],
    ["nginx:alpine-slim", "curl", "n"],
    ["amazonlinux:2023", "tar git", "n?"],
    ["scratch", "sh curl anything", "nnn"],
    ["gcr.io/distroless/nodejs22-debian12", "sh bash curl ls node openssl", "nnnn??"],
    ["gcr.io/distroless/static:debug", "sh ls", "??"],
    ["mcr.microsoft.com/dotnet/aspnet:8.0", "curl sh", "??"],
    ["example/node:22-slim", "curl", "?"],
    [`node@sha256:${"0".repeat(64)}`, "curl git", "??"],
    [`node:22-slim@sha256:${"0".repeat(64)}`, "curl git", "nn"],
  ];
  for (const [name, programs, expected] of cases) assert.equal(answers(name, programs), expected, name);
  assert.equal(image("example/app:1"), undefined);
});

test("systems, settings and accounts", () => {
  const slim = image("node:22-slim");
  assert.deepEqual(
    [slim?.system, slim?.systemVersion, slim?.codename, slim?.libc, slim?.packageManager, slim?.shell, slim?.user],
    ["debian", "12", "bookworm", "glibc", "apt", "dash", "root"],
  );
  assert.deepEqual([slim?.entrypoint, slim?.cmd, slim?.workdir], [["docker-entrypoint.sh"], ["node"], "/"]);
  assert.deepEqual(
    slim?.accounts.find(({ name }) => name === "node"),
    {
      name: "node",
      group: "node",
      uid: 1000,
      gid: 1000,
      home: "/home/node",
    },
  );
  assert.equal(slim?.isEnvironmentComplete, true);
  assert.ok(slim && "NODE_VERSION" in slim.environment && slim.environment.NODE_VERSION === undefined);
  assert.equal(image("node:22.5.1-slim")?.codename, undefined, "on which Debian it was built is not told");
  assert.equal(image("node:14-alpine3.12")?.systemVersion, "3.12");
  assert.equal(image("node:14")?.cmd, undefined);
  assert.deepEqual(image("golang:1.27")?.path?.slice(0, 2), ["/go/bin", "/usr/local/go/bin"]);
  assert.equal(image("php:8.4-apache")?.workdir, "/var/www/html");
  const scratch = image("scratch");
  assert.deepEqual([scratch?.shell, scratch?.accounts, scratch?.libc], ["none", [], "none"]);
  assert.equal(
    image("eclipse-temurin:21-jre-alpine")?.accounts.some(({ uid }) => uid === 1000),
    false,
  );
});

test("what is told of an image by its name and by its rows agrees", () => {
  for (const [name, rows] of Object.entries(table.images)) {
    for (const tag of rows.flatMap(({ tags }) => tags.split(" "))) {
      const facts = imageFacts(name, tag);
      const known = image(`${name}:${tag}`);
      const system = known?.system
        ?.replace("amazonlinux", "amazon")
        .replace(/^(?:fedora|oraclelinux|rockylinux)$/, "rhel");
      assert.equal(facts.family, system, `${name}:${tag}`);
      for (const [variable, value] of Object.entries(known?.environment ?? {})) {
        assert.ok(variable in facts.environment, `${name}:${tag} ${variable}`);
        assert.equal(facts.environment[variable], value, `${name}:${tag} ${variable}`);
      }
    }
  }
});

test("what stands on Ubuntu has what Ubuntu has", () => {
  const ofUbuntu = Object.values(table.images)
    .flat()
    .filter(({ system }) => table.systems[system]?.[0] === "ubuntu");
  for (const { tags, system } of ofUbuntu) {
    const release = table.systems[system]?.[1];
    const programs = table.watched.split(" ").filter((program) => image(`ubuntu:${release}`)?.hasProgram(program));
    const [name] = Object.entries(table.images).find(([, rows]) => rows.some((row) => row.tags === tags)) ?? [];
    const text = `${name}:${tags.split(" ")[0]}`;
    assert.doesNotMatch(answers(text, programs.join(" ")), /n/, text);
  }
  assert.equal(answers("eclipse-temurin:21-jre-jammy", "adduser addgroup curl"), "YYY");
});
