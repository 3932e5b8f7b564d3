import assert from "node:assert/strict";
import { test } from "node:test";
import endOfLifeTable from "../server/data/end-of-life.json";
import {
  debianFor,
  distributionEnd,
  type EndOfLife,
  endOfLife,
  endOfLifeDataDate,
  nextDebian,
} from "../server/data/endOfLife";
import { baseImagesDate } from "../server/data/imageRows";
import { type ImageFacts, imageFacts, type NodeTag, nodeTag, officialName } from "../server/data/images";
import { imageDataDate } from "../server/data/imageTable";
import {
  isNodeEndOfLife,
  missingSecurityFixes,
  newestNode,
  nodeDataDate,
  nodeLine,
  nodeLineNamed,
  recommendedNode,
  releaseDataDate,
} from "../server/data/node";
import releaseTable from "../server/data/node-releases.json";
import securityTable from "../server/data/node-security.json";

const today = "2026-11-23";

/** Splits `name:tag` at the last colon. */
function split(image: string): [string, string | undefined] {
  const at = image.lastIndexOf(":");
  return at < 0 ? [image, undefined] : [image.slice(0, at), image.slice(at + 1)];
}

/** Numbers of equal length compare as text. */
function padded(version: string): string {
  return version.replace(/\d+/g, (digits) => digits.padStart(8, "0"));
}

function assertSorted(texts: readonly string[], where: string): void {
  assert.deepEqual(texts, [...new Set(texts)].sort(), where);
}

test("tables carry a date and a source, and are sorted", () => {
  for (const date of [nodeDataDate, releaseDataDate, endOfLifeDataDate, imageDataDate, baseImagesDate]) {
    assert.match(date, /^20\d\d-\d\d-\d\d$/);
  }
  for (const { source } of [endOfLifeTable, releaseTable, securityTable]) assert.ok(source.length > 20);
  assertSorted(Object.keys(endOfLifeTable.images), "images");
  for (const [image, cycles] of Object.entries(endOfLifeTable.images)) {
    const versions = cycles.map(({ cycle }) => padded(cycle));
    assertSorted(versions, image);
  }
  for (const [major, releases] of Object.entries(securityTable.lines)) {
    const versions = releases.map(({ fixed }) => padded(fixed));
    assertSorted(versions, major);
    for (const { fixed, cves } of releases) {
      assert.ok(fixed.startsWith(`${major}.`));
      assertSorted(cves, fixed);
      for (const cve of cves) assert.match(cve, /^CVE-\d{4}-\d{4,}$/);
    }
  }
});

test("every line in the table of security fixes has a schedule, and its newest version lacks none of them", () => {
  for (const [major, releases] of Object.entries(securityTable.lines)) {
    const newest = newestNode(Number(major));
    assert.ok(newest !== undefined && nodeLine(Number(major)), major);
    assert.equal(missingSecurityFixes(newest), undefined, newest);
    assert.equal(missingSecurityFixes(`${major}.0.0`)?.releases, releases.length, major);
  }
});

test("what a Node version lacks", () => {
  const cases: [version: string, count: number, releases: number, first: string, all: string, worst: string][] = [
    ["20.9.0", 36, 9, "20.11.1", "20.20.2", "high"],
    ["v20.9.0", 36, 9, "20.11.1", "20.20.2", "high"],
    ["20.20.0", 7, 1, "20.20.2", "20.20.2", "high"],
    ["16.13.1", 26, 8, "16.13.2", "16.20.2", "high"],
    ["14.10.0", 43, 16, "14.11.0", "14.21.3", "critical"],
    ["24.13.1", 9, 2, "24.14.1", "24.17.0", "high"],
    ["24.16.0", 1, 1, "24.17.0", "24.17.0", "unknown"],
  ];
  for (const [version, count, releases, first, all, worst] of cases) {
    const { cves, ...missing } = missingSecurityFixes(version) ?? { cves: [] };
    assert.deepEqual(missing, { count, releases, first, all, worst }, version);
    assertSorted(cves, version);
  }
  assert.deepEqual(missingSecurityFixes("20.20.1")?.cves.slice(0, 2), ["CVE-2026-21637", "CVE-2026-21710"]);
  for (const version of ["20.20.2", "24.17.0", "26.0.0", "99.0.0", "20.9", "20", "lts", "", "x".repeat(1e5)]) {
    assert.equal(missingSecurityFixes(version), undefined, version.slice(0, 20));
  }
});

test("release lines of Node", () => {
  assert.deepEqual(nodeLine(20), {
    major: 20,
    start: "2023-04-18",
    lts: "2023-10-24",
    maintenance: "2024-10-22",
    end: "2026-04-30",
    codename: "Iron",
    newest: "20.20.2",
  });
  assert.equal(nodeLine(23)?.lts, undefined);
  assert.equal(nodeLine(99), undefined);
  assert.equal(nodeLineNamed("iron")?.major, 20);
  assert.equal(nodeLineNamed("Krypton")?.major, 24);
  assert.equal(nodeLineNamed(""), undefined);
  assert.equal(nodeLineNamed("constructor"), undefined);
  assert.equal(newestNode(22), "22.23.2");
  assert.equal(newestNode(27), undefined);
});

test("the end of Node lines", () => {
  const cases: [major: number, date: string, ended: boolean][] = [
    [14, today, true],
    [18, today, true],
    [20, "2026-04-30", false],
    [20, "2026-05-01", true],
    [22, today, false],
    [25, today, true],
    [0, today, true],
    [99, today, false],
  ];
  for (const [major, date, ended] of cases) assert.equal(isNodeEndOfLife(major, date), ended, `${major} at ${date}`);
});

test("the recommended Node", () => {
  const cases: [date: string, range: string | undefined, version: string | undefined][] = [
    [today, undefined, newestNode(26)],
    ["2026-10-27", undefined, newestNode(24)],
    ["2026-10-28", undefined, newestNode(26)],
    ["2025-10-27", undefined, newestNode(22)],
    ["2024-01-01", undefined, newestNode(20)],
    // Version 28 will be there by then, but 26 is the newest line that the data has seen in long-term support.
    ["2028-11-23", undefined, newestNode(26)],
    ["2029-05-01", undefined, undefined],
    [today, ">=18", newestNode(26)],
    [today, ">= 20.0.0 < 25", newestNode(24)],
    [today, "^22.12 || ^20.19", newestNode(22)],
    [today, "22.x", newestNode(22)],
    [today, "25.x", undefined],
    [today, "18.x", undefined],
    [today, "24.3.0", undefined],
    [today, "", newestNode(26)],
    [today, "lts/*", newestNode(26)],
    [today, `>=18 ${"<99 ".repeat(1e5)}`, newestNode(26)],
  ];
  for (const [date, range, version] of cases) {
    const result = recommendedNode(date, range);
    assert.equal(result?.version, version, `${date} ${range?.slice(0, 20)}`);
    if (result) assert.ok(result.version.startsWith(`${result.major}.`));
  }
});

test("tags of the image node", () => {
  const none: NodeTag = {
    version: undefined,
    major: undefined,
    full: undefined,
    distribution: undefined,
    alpineVersion: undefined,
    slim: false,
    alpine: false,
  };
  const cases: [tag: string, expected: Partial<NodeTag> | undefined][] = [
    ["20", { version: "20", major: 20 }],
    ["20.9", { version: "20.9", major: 20 }],
    ["20.9.0", { version: "20.9.0", major: 20, full: "20.9.0" }],
    ["0.12", { version: "0.12", major: 0 }],
    ["lts", { version: "lts" }],
    ["current", { version: "current" }],
    ["latest", { version: "latest" }],
    ["iron", { version: "iron", major: 20 }],
    ["iron-slim", { version: "iron", major: 20, slim: true }],
    ["slim", { slim: true }],
    ["alpine", { alpine: true, distribution: "alpine" }],
    ["alpine3.20", { alpine: true, distribution: "alpine", alpineVersion: "3.20" }],
    ["20-alpine", { version: "20", major: 20, alpine: true, distribution: "alpine" }],
    [
      "20.9.0-alpine3.18",
      { version: "20.9.0", major: 20, full: "20.9.0", alpine: true, distribution: "alpine", alpineVersion: "3.18" },
    ],
    ["lts-bookworm-slim", { version: "lts", distribution: "bookworm", slim: true }],
    ["20.9.0-bullseye", { version: "20.9.0", major: 20, full: "20.9.0", distribution: "bullseye" }],
    ["trixie-slim", { distribution: "trixie", slim: true }],
    ["6-wheezy", { version: "6", major: 6, distribution: "wheezy" }],
    ["", undefined],
    ["20-", undefined],
    ["20-alpine-slim", undefined],
    ["20-bookworm-slim-extra", undefined],
    ["20.9.0.1", undefined],
    ["v20", undefined],
    ["20-jammy", undefined],
    ["my-app", undefined],
    ["constructor", undefined],
    ["-".repeat(1e5), undefined],
  ];
  for (const [tag, expected] of cases) {
    assert.deepEqual(nodeTag(tag), expected && { ...none, ...expected }, tag.slice(0, 30));
  }
});

test("distribution and users of images", () => {
  type Row = [image: string, family: string | undefined, distribution?: string, user?: string, app?: string];
  const cases: Row[] = [
    ["node", "debian", undefined, "root", "node 1000:1000"],
    ["node:20-slim", "debian", undefined, "root", "node 1000:1000"],
    ["node:20-bookworm-slim", "debian", "bookworm", "root", "node 1000:1000"],
    ["node:20-alpine", "alpine", undefined, "root", "node 1000:1000"],
    ["node:20-alpine3.20", "alpine", "3.20", "root", "node 1000:1000"],
    ["node:4", "debian", undefined, "root"],
    ["docker.io/library/node:22", "debian", undefined, "root", "node 1000:1000"],
    ["public.ecr.aws/docker/library/node:22", "debian", undefined, "root", "node 1000:1000"],
    ["arm64v8/node:22-alpine", "alpine", undefined, "root", "node 1000:1000"],
    ["debian:12", "debian", "bookworm", "root"],
    ["debian:12.5-slim", "debian", "bookworm", "root"],
    ["debian:stable-slim", "debian", undefined, "root"],
    ["debian:sid", "debian", "sid", "root"],
    ["ubuntu:22.04", "ubuntu", "jammy", "root"],
    ["ubuntu:24.04", "ubuntu", "noble", "root", "ubuntu 1000:1000"],
    ["ubuntu:jammy-20240111", "ubuntu", "jammy", "root"],
    ["ubuntu:noble", "ubuntu", "noble", "root", "ubuntu 1000:1000"],
    ["ubuntu", "ubuntu", undefined, "root", "ubuntu 1000:1000"],
    ["alpine:3.20.3", "alpine", "3.20", "root"],
    ["alpine:edge", "alpine", undefined, "root"],
    ["buildpack-deps:bookworm-curl", "debian", "bookworm", "root"],
    ["buildpack-deps:22.04", "ubuntu", "jammy", "root"],
    ["amazonlinux:2023", "amazon", "2023", "root"],
    ["rockylinux:9", "rhel", "9", "root"],
    ["fedora:44", "rhel", "44", "root"],
    ["opensuse/leap:15.6", "suse", "15.6", "root"],
    ["busybox:1.36", "busybox", undefined, "root"],
    ["scratch", "scratch", undefined, "root"],
    ["registry.access.redhat.com/ubi9:9.4", "rhel", "9", "root"],
    ["registry.access.redhat.com/ubi9/ubi-minimal", "rhel", "9", "root"],
    ["registry.access.redhat.com/ubi9/nodejs-20", "rhel", "9", "1001", "default 1001:0"],
    ["redhat/ubi8", "rhel", "8", "root"],
    ["gcr.io/distroless/nodejs20-debian12", "distroless", "bookworm", "root", "nonroot 65532:65532"],
    ["gcr.io/distroless/static:nonroot", "distroless", undefined, "nonroot", "nonroot 65532:65532"],
    ["cgr.dev/chainguard/python:latest", "wolfi", undefined, "65532", "nonroot 65532:65532"],
    ["cgr.dev/chainguard/wolfi-base", "wolfi"],
    ["python:3.12", "debian", undefined, "root"],
    ["python:3.12-slim-bookworm", "debian", "bookworm", "root"],
    ["python:3.12-windowsservercore-ltsc2022", "windows"],
    ["golang:1.27-alpine3.22", "alpine", "3.22", "root"],
    ["php:8.4-fpm", "debian", undefined, "root", "www-data 33:33"],
    ["php:8.4-fpm-alpine", "alpine", undefined, "root", "www-data 82:82"],
    ["httpd:2.4", "debian", undefined, "root", "www-data 33:33"],
    ["nginx:1.31-alpine", "alpine", undefined, "root", "nginx 101:101"],
    ["nginxinc/nginx-unprivileged", "debian", undefined, "101", "nginx 101:101"],
    ["eclipse-temurin:21-jre", "ubuntu", undefined, "root"],
    ["eclipse-temurin:21-ubi9-minimal", "rhel", "9", "root"],
    ["eclipse-temurin:21-jre-jammy", "ubuntu", "jammy", "root"],
    ["openjdk:11-jre-slim", "debian", undefined, "root"],
    ["openjdk:17", "rhel", undefined, "root"],
    ["maven:3.9-amazoncorretto-17", "amazon", undefined, "root"],
    ["gradle:8-jdk17", "ubuntu", undefined, "root", "gradle 1000:1000"],
    ["mcr.microsoft.com/dotnet/aspnet:6.0", "debian", undefined, "root"],
    ["mcr.microsoft.com/dotnet/aspnet:8.0", "debian", undefined, "root", "app 1654:1654"],
    ["mcr.microsoft.com/dotnet/aspnet:10.0", "ubuntu", undefined, "root", "app 1654:1654"],
    ["mcr.microsoft.com/dotnet/aspnet:8.0-alpine", "alpine", undefined, "root", "app 1654:1654"],
    ["mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled", "ubuntu", "noble", "1654", "app 1654:1654"],
    ["mcr.microsoft.com/dotnet/sdk:8.0-azurelinux3.0", "azurelinux", "3.0", "root", "app 1654:1654"],
    ["mcr.microsoft.com/dotnet/sdk:8.0-nanoserver-ltsc2022", "windows"],
    ["mcr.microsoft.com/windows/nanoserver:ltsc2022", "windows", undefined, "ContainerUser"],
    ["mcr.microsoft.com/devcontainers/typescript-node:22", "debian", undefined, "root", "node 1000:1000"],
    ["oven/bun:1-alpine", "alpine", undefined, "root", "bun 1000:1000"],
    ["denoland/deno:alpine-2.9.5", "alpine", undefined, "root", "deno"],
    ["denoland/deno:bin", "scratch", undefined, "root"],
    ["postgres:17", "debian", undefined, "root", "postgres 999:999"],
    ["postgres:17-alpine", "alpine", undefined, "root", "postgres 70:70"],
    ["redis:8", "debian", undefined, "root", "redis 999:999"],
    ["redis:8-alpine", "alpine", undefined, "root", "redis"],
    ["mysql:8.4", "rhel", undefined, "root", "mysql 999:999"],
    ["memcached:1.6", "debian", undefined, "memcache", "memcache 11211:11211"],
    ["haproxy:2.2", "debian", undefined, "root"],
    ["haproxy:3.4", "debian", undefined, "haproxy", "haproxy 99:99"],
    ["elasticsearch:8.15.0", undefined, undefined, "elasticsearch", "elasticsearch 1000:1000"],
    ["bitnami/redis:7.4", "debian", undefined, "1001", "1001 1001:0"],
    ["bitnami/node:20", "debian"],
    ["bitnami/minideb:bookworm", "debian", "bookworm", "root"],
    ["jenkins/jenkins:lts", "debian", undefined, "jenkins", "jenkins 1000:1000"],
    ["grafana/grafana", "alpine", undefined, "472", "grafana 472:0"],
    ["apache/airflow:2.9.0", "debian", undefined, "airflow", "airflow 50000:0"],
    ["example.com/team/app:1.0", undefined],
    ["example.com/team/app:1.0-alpine3.20", "alpine", "3.20"],
    ["frolvlad/alpine-glibc", "alpine"],
    ["constructor:__proto__", undefined],
    ["", undefined],
  ];
  for (const [image, family, distribution, user, app] of cases) {
    const facts = imageFacts(...split(image));
    const { name, uid, gid } = facts.appUser ?? {};
    const appUser = name === undefined || uid === undefined ? name : `${name} ${uid}:${gid}`;
    assert.deepEqual(
      [facts.family, facts.distribution, facts.defaultUser, appUser],
      [family, distribution, user, app],
      image,
    );
  }
});

test("entrypoint, init process and shell of images", () => {
  type Row = [image: string, expected: Partial<Pick<ImageFacts, "entrypointDropsRoot" | "hasInit" | "hasShell">>];
  const cases: Row[] = [
    ["node:20", { hasShell: true }],
    ["postgres:17", { hasShell: true, entrypointDropsRoot: true }],
    ["redis:8-alpine", { hasShell: true, entrypointDropsRoot: true }],
    ["nginx", { hasShell: true, entrypointDropsRoot: true }],
    ["php:8.4", { hasShell: true }],
    ["php:8.4-apache", { hasShell: true, entrypointDropsRoot: true }],
    ["wordpress:6", { hasShell: true, entrypointDropsRoot: true }],
    ["elasticsearch:7.17.0", { hasShell: true, entrypointDropsRoot: true, hasInit: "tini" }],
    ["elasticsearch:8.15.0", { hasShell: true, hasInit: "tini" }],
    ["jenkins/jenkins", { hasShell: true, hasInit: "tini" }],
    ["denoland/deno", { hasShell: true, hasInit: "tini" }],
    ["denoland/deno:distroless", { hasShell: false }],
    ["phusion/baseimage:noble-1.0.0", { hasShell: true, hasInit: "my_init" }],
    ["scratch", { hasShell: false }],
    ["gcr.io/distroless/nodejs20-debian12", { hasShell: false }],
    ["gcr.io/distroless/nodejs20-debian12:debug", { hasShell: true }],
    ["cgr.dev/chainguard/python:latest", { hasShell: false }],
    ["cgr.dev/chainguard/python:latest-dev", { hasShell: true }],
    ["mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled", { hasShell: false }],
    ["oven/bun:1-distroless", { hasShell: false }],
    ["example.com/team/app:1.0", {}],
  ];
  for (const [image, expected] of cases) {
    const { entrypointDropsRoot, hasInit, hasShell } = imageFacts(...split(image));
    assert.deepEqual(
      { entrypointDropsRoot, hasInit, hasShell },
      { entrypointDropsRoot: false, hasInit: undefined, hasShell: undefined, ...expected },
      image,
    );
  }
});

test("variables of images", () => {
  const { environment } = imageFacts("golang", "1.27");
  assert.equal(environment.GOPATH, "/go");
  assert.ok(environment.PATH?.startsWith("/go/bin:/usr/local/go/bin:/usr/"));
  assert.ok("GOLANG_VERSION" in environment && environment.GOLANG_VERSION === undefined);
  assert.deepEqual(Object.keys(imageFacts("node", "20").environment).sort(), ["NODE_VERSION", "PATH", "YARN_VERSION"]);
  assert.equal(imageFacts("ghost", "5").environment.NODE_ENV, "production");
  assert.equal(imageFacts("golang", "1.27-nanoserver").environment.GOPATH, undefined);
  assert.deepEqual(imageFacts("scratch", undefined).environment, {});
  assert.deepEqual(imageFacts("example.com/team/app", "1").environment, {});
});

test("names of official images", () => {
  const cases: [name: string, official: string][] = [
    ["node", "node"],
    ["library/node", "node"],
    ["index.docker.io/library/node", "node"],
    ["mirror.gcr.io/library/node", "node"],
    ["docker.io/bitnami/redis", "bitnami/redis"],
    ["arm32v7/python", "python"],
    ["arm64v8/team/python", "arm64v8/team/python"],
    ["example.com/library/node", "example.com/library/node"],
  ];
  for (const [name, official] of cases) assert.equal(officialName(name), official, name);
});

test("what has reached its end of life", () => {
  const cases: [image: string, expected: EndOfLife | undefined][] = [
    ["node:20-slim", { cycle: "20", date: "2026-04-30", newest: "26" }],
    ["node:iron", { cycle: "20", date: "2026-04-30", newest: "26" }],
    ["node:24", undefined],
    ["node", undefined],
    ["gcr.io/distroless/nodejs18-debian12", { cycle: "18", date: "2025-04-30", newest: "26" }],
    ["gcr.io/distroless/cc-debian12", undefined],
    ["python:3.8.12-slim", { cycle: "3.8", date: "2024-10-07", newest: "3.14" }],
    ["python:2", { cycle: "2.7", date: "2020-01-01", newest: "3.14" }],
    ["python:3", undefined],
    ["python:3.1", { cycle: "3.1", date: "2016-02-20", isByThen: true, newest: "3.14" }],
    ["python:slim", undefined],
    ["arm64v8/python:3.8", { cycle: "3.8", date: "2024-10-07", newest: "3.14" }],
    ["mysql:5", { cycle: "5.7", date: "2023-10-31", newest: "9.7" }],
    ["debian:buster-slim", { cycle: "10", date: "2024-06-30", newest: "13" }],
    ["debian:11", { cycle: "11", date: "2026-08-31", newest: "13" }],
    ["debian:12", undefined],
    ["ubuntu:focal", { cycle: "20.04", date: "2025-05-31", newest: "26.04" }],
    ["alpine:3.18.4", { cycle: "3.18", date: "2025-05-09", newest: "3.24" }],
    ["centos:centos7", { cycle: "7", date: "2024-06-30", newest: undefined }],
    ["centos:7.9.2009", { cycle: "7", date: "2024-06-30", newest: undefined }],
    ["quay.io/centos/centos:stream8", { cycle: "8", date: "2024-05-31", newest: "10" }],
    ["registry.access.redhat.com/ubi7/nodejs-14:1-80", { cycle: "7", date: "2024-06-30", newest: "10" }],
    ["mcr.microsoft.com/dotnet/core/sdk:3.1-alpine", { cycle: "3.1", date: "2022-12-13", newest: "10" }],
    ["mcr.microsoft.com/dotnet/framework/sdk:4.8", undefined],
    ["eclipse-temurin:8u292-b10-jdk", undefined],
    ["eclipse-temurin:24", { cycle: "24", date: "2025-09-16", newest: "25" }],
    ["denoland/deno:alpine-1.46.3", { cycle: "1", date: "2024-10-09", newest: "2.9" }],
    ["traefik:v2.10", { cycle: "2.10", date: "2024-02-12", newest: "3.7" }],
    ["wordpress:cli-2.9", undefined],
    ["rust:1.60", undefined],
    // Between two that are listed, or before the first.
    ["nginx:1.13.12-alpine", { cycle: "1.13", date: "2019-04-23", newest: "1.31", isByThen: true }],
    ["golang:1.4", { cycle: "1.4", date: "2019-02-25", newest: "1.27", isByThen: true }],
    ["eclipse-temurin:9", undefined],
    ["nginx:1.99", undefined],
    ["nginxinc/nginx-unprivileged:1.20", { cycle: "1.20", date: "2022-05-24", newest: "1.30" }],
    ["example.com/python:3.8", undefined],
    ["constructor:1", undefined],
  ];
  for (const [image, expected] of cases) assert.deepEqual(endOfLife(...split(image), today), expected, image);
  assert.equal(endOfLife("python", "3.8", "2024-10-07"), undefined, "the last day still counts");
});

test("the end of distributions", () => {
  const cases: [name: string, release: string, expected: { ended: boolean; date: string } | undefined][] = [
    ["debian", "bookworm", { ended: false, date: "2028-06-30" }],
    ["debian", "bullseye", { ended: true, date: "2026-08-31" }],
    ["debian", "10-slim", { ended: true, date: "2024-06-30" }],
    ["ubuntu", "jammy", { ended: false, date: "2027-04-01" }],
    ["ubuntu", "18.04", { ended: true, date: "2023-05-31" }],
    ["alpine", "3.20.1", { ended: true, date: "2026-04-01" }],
    ["alpine", "edge", undefined],
    ["debian", "sid", undefined],
    ["python", "3.8", undefined],
  ];
  for (const [name, release, expected] of cases) {
    assert.deepEqual(distributionEnd(name, release, today), expected, `${name} ${release}`);
  }
});

test("the Debian to build on", () => {
  const cases: [major: number, codename: string][] = [
    [8, "buster"],
    [12, "bullseye"],
    [14, "bullseye"],
    [16, "bookworm"],
    [18, "bookworm"],
    [20, "bookworm"],
    [22, "bookworm"],
    [24, "bookworm"],
    [26, "trixie"],
    [99, "trixie"],
  ];
  for (const [major, codename] of cases) assert.equal(debianFor(major, today), codename, String(major));
  assert.equal(nextDebian("buster", 20, today), "bookworm");
  assert.equal(nextDebian("bullseye", 22, today), "bookworm");
  assert.equal(nextDebian("bookworm", 22, today), "trixie");
  assert.equal(nextDebian("bullseye", 14, today), undefined);
  assert.equal(nextDebian("sid", 22, today), undefined);
});
