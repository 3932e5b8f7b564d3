/** The build contexts of generated Dockerfiles. */

import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { writeArchive } from "./archives";
import type { Random } from "./random";

/** Something in a build context; `path` from its root. */
export interface ContextEntry {
  readonly path: string;
  readonly kind: "file" | "folder" | "link";
  readonly mode: number;
  readonly target?: string;
  readonly data?: string | Buffer;
}

/** A small project: files, folders, links, an archive, now and then an ignore file. */
export function makeContext(random: Random): ContextEntry[] {
  const { chance, pick } = random;
  const file = (name: string, data = `${name}\n`): ContextEntry => {
    return { path: name, kind: "file", mode: chance(0.75) ? 0o644 : pick([0o600, 0o755, 0o640, 0o664, 0o400]), data };
  };
  const folder = (name: string): ContextEntry => {
    return { path: name, kind: "folder", mode: chance(0.8) ? 0o755 : pick([0o700, 0o775, 0o750, 0o2755]) };
  };
  const script = { mode: chance(0.7) ? 0o755 : 0o644, data: pick(["#!/bin/sh\necho hi\n", "echo hi\n"]) };
  const entries = [
    file("package.json", '{ "name": "sample", "scripts": { "start": "node src/index.js" } }\n'),
    file("a.txt"),
    { ...file("run.sh"), ...script },
    folder("src"),
    file("src/index.js", 'console.log("hi");\n'),
    folder("src/helpers"),
    file("src/helpers/util.js"),
    folder("public"),
    file("public/index.html"),
    file("public/.hidden"),
    folder("conf"),
    file("conf/app.conf"),
    { ...file("conf/start.sh"), ...script },
  ];
  if (chance(0.4)) entries.push(folder("src/helpers/deep"), file("src/helpers/deep/x.js"));
  if (chance(0.3)) entries.push(file(".env"), file("README.md"), folder("docs"), file("docs/b.txt"));
  if (chance(0.25)) entries.push({ path: "link.txt", kind: "link", mode: 0o777, target: "a.txt" });
  if (chance(0.25)) entries.push({ path: "source", kind: "link", mode: 0o777, target: "src" });
  if (chance(0.2)) entries.push({ path: "src/current", kind: "link", mode: 0o777, target: "helpers" });
  if (chance(0.15)) entries.push(folder("public/empty"));
  if (chance(0.3)) entries.push(...archives(random));
  if (chance(0.25)) {
    const patterns = pick(["*.md\n.env\n", "docs\n*.md\n", "**/*.md\npublic/.hidden\n", "conf/*.conf\n", "*.md\n!README.md\n"]);
    entries.push({ path: ".dockerignore", kind: "file", mode: 0o644, data: patterns });
  }
  return entries;
}

function archives({ chance, pick }: Random): ContextEntry[] {
  const plain = { kind: "file", mode: 0o644, uid: 0, gid: 0, target: "" } as const;
  const whose = pick([{}, { uid: 1000, gid: 1000 }, { uid: 1500, gid: 1501 }]);
  const data = writeArchive([
    { ...plain, path: "pkg", kind: "folder", mode: pick([0o755, 0o750]), ...whose },
    { ...plain, path: "pkg/tool", mode: 0o755, ...whose },
    { ...plain, path: "pkg/etc/tool.conf", ...whose },
  ]);
  if (chance(0.5)) return [{ path: "pkg.tar.gz", kind: "file", mode: 0o644, data: gzipSync(data) }];
  return [{ path: "pkg.tar", kind: "file", mode: 0o644, data }];
}

/** Puts a context on the disk. */
export function writeContext(root: string, entries: readonly ContextEntry[]): void {
  mkdirSync(root, { recursive: true });
  for (const { path: name, kind, mode, target, data } of entries) {
    const place = path.join(root, name);
    if (kind === "folder") mkdirSync(place);
    else if (kind === "link") symlinkSync(target ?? "", place);
    else writeFileSync(place, data ?? "");
    // Whatever the umask is.
    if (kind !== "link") chmodSync(place, mode);
  }
}
