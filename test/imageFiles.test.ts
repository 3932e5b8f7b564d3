/** Which files lie where: what a view of the image says at the end of the last stage. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { imageFiles } from "../server/image/imageFiles";
import type { Found } from "../server/image/model";
import { ownerNamed } from "../server/image/owners";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";
import type { Files } from "../server/types";
import { linkMode } from "../server/util/listing";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly files?: Files;
  /** Permission bits in the build context. */
  readonly modes?: Readonly<Record<string, number>>;
  /** Path to the group that it belongs to. */
  readonly groups?: Readonly<Record<string, number | string | undefined>>;
  /** Path to what is said of it: "folder root 755", "absent", "unknown"; "?" stands for a part that is not known. */
  readonly found?: Readonly<Record<string, string>>;
  /** "user path" to whether the user may write there. */
  readonly writes?: Readonly<Record<string, boolean | undefined>>;
}

const cases: readonly Case[] = [
  {
    name: "WORKDIR belongs to the user in force",
    text: "FROM node:24-slim\nWORKDIR /srv/a\nUSER node\nWORKDIR /srv/b/c",
    found: {
      "/srv/a": "folder root 755",
      "/srv/b/c": "folder node 755",
      "/srv/b": "folder node 755",
      "/nope": "absent",
    },
    writes: {
      "node /srv/a/node_modules": false,
      "node /srv/b/c/x": true,
      "root /srv/a": true,
      "node /data": false,
      "node /tmp/x": true,
    },
  },
  {
    name: "a folder's content is copied, a file goes into a folder",
    text: "FROM node:24-slim\nWORKDIR /app\nCOPY --chown=node:node src ./\nCOPY a.js lib/\nCOPY a.js main.js",
    files: { "src/x/y.js": "", "a.js": "" },
    found: { "/app/x/y.js": "? node ?", "/app/lib/a.js": "? root ?", "/app/main.js": "? root ?", "/app/src": "absent" },
  },
  {
    name: "a folder that is there stays what it is, whatever is laid over it",
    text: "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=build --chown=node:node /app ./",
    files: { "package.json": '{ "scripts": { "build": "make all" } }' },
    found: { "/app": "folder root 755" },
  },
  {
    name: "what is given away runs as its owner no longer",
    text: "FROM debian:12-slim\nRUN touch /a /b && chmod 4755 /a && chmod 2644 /b && mkdir /d && chmod 2755 /d && chown -R 5 /a /b /d",
    found: { "/a": "file 5 755", "/b": "file 5 ?", "/d": "folder 5 2755" },
  },
  {
    name: "who may write behind a link is asked where it leads",
    text: "FROM debian:12-slim\nRUN useradd -m app && mkdir -m 700 /closed && mkdir /open && chown app /open && ln -s /closed /a && ln -s /open /b",
    writes: { "app /a/x.txt": false, "app /b/x.txt": true },
  },
  {
    name: "what is copied through a link lies behind it",
    text: "FROM debian:12-slim\nRUN useradd -m app && mkdir -m 700 /closed && ln -s /closed /c\nCOPY --chown=app x.txt /c/",
    files: { "x.txt": "" },
    writes: { "app /c/x.txt": undefined },
  },
  {
    name: "a file that is copied leaves its neighbours alone",
    text: "FROM node:24-slim\nWORKDIR /app\nRUN mkdir b\nCOPY a.js b.json ./\nCOPY --chown=node c*.json ./",
    files: { "a.js": "", "b.json": "", "c1.json": "" },
    found: {
      "/app/b": "folder root 755",
      "/app/node_modules": "absent",
      "/app/c1.json": "? node ?",
      "/app": "folder root 755",
    },
    writes: { "node /app/node_modules": false },
  },
  {
    name: "what lies in the system's folders is root's, known or not",
    text: "FROM node:24-slim\nRUN apt-get install -y a && useradd -m x\nRUN chown node /usr/local/bin && chown -R node /usr/local/lib/node_modules",
    found: { "/etc/a": "unknown", "/opt/a": "unknown", "/usr/local/lib/node_modules": "folder node 755" },
    writes: {
      "node /etc/a": false,
      "node /usr/bin/a": false,
      "node /usr/local/bin/a": undefined,
      "node /usr/local/lib/node_modules": true,
      "node /usr/local/b": undefined,
    },
  },
  {
    name: "sources of a stage start at its root",
    text: "FROM node:24-slim AS b\nWORKDIR /code\nRUN mkdir dist && touch dist/x\nFROM node:24-slim\nWORKDIR /code\nCOPY --from=b code/dist /html",
    found: { "/html/x": "file root 644", "/html": "folder root 755" },
  },
  {
    name: "chown, chmod, rm, mv and links",
    text: "FROM node:24-slim\nRUN mkdir -p /a/b && touch /a/b/c && chown -R node /a && chmod 700 /a/b\nRUN rm /a/b/c && touch /a/d && mv /a/d /a/e && ln -s /a /z",
    found: {
      "/a/b": "folder node 700",
      "/a/b/c": "absent",
      "/a/e": "file root 644",
      "/a/d": "absent",
      "/z": "link root ?",
      "/z/b": "folder node 700",
    },
  },
  {
    name: "what is there behind a link may stay as it is",
    text: "FROM debian:12-slim\nRUN mkdir /b && ln -s /b /a\nRUN install -d -o 1500 -g 1500 /b/c && install -d /a/c",
    found: { "/a/c": "folder ? ?" },
  },
  {
    name: "an unknown program may do anything",
    text: "FROM node:24-slim\nRUN mkdir /a\nRUN ./setup.sh\nRUN mkdir /b",
    found: { "/a": "unknown", "/b": "folder ? ?" },
    writes: { "node /b": undefined },
  },
  {
    name: "what may not happen is not known",
    text: "FROM node:24-slim\nRUN mkdir /a || true\nRUN if x; then mkdir /b; fi",
    found: { "/a": "unknown", "/b": "unknown" },
  },
  // What follows was wrong once, as a real engine said: npm run proof -- model.
  {
    name: "a file put into the root leaves the rest alone",
    text: "FROM node:24-slim\nCOPY . /conf\nCOPY --chmod=700 *.txt .",
    files: { "a.txt": "", "src/x.js": "" },
    found: { "/conf/src/x.js": "? root ?", "/a.txt": "? root 700" },
  },
  {
    name: "a relative WORKDIR starts where the base image does",
    text: "FROM debian:12-slim\nCOPY a.txt .\nWORKDIR sub\nWORKDIR ../other",
    files: { "a.txt": "" },
    found: { "/a.txt": "? root ?", "/sub": "folder root 755", "/other": "folder root 755" },
  },
  {
    name: "the group behind USER, after a colon of chown, and of a number",
    text: "FROM debian:12-slim\nRUN groupadd -g 9 g && useradd -u 1500 -g g app && mkdir /a && chown app: /a\nUSER 1500:0\nWORKDIR /b\nRUN touch /b/x\nUSER 77\nWORKDIR /c",
    found: { "/a": "folder app 755", "/b/x": "file 1500 644", "/c": "folder 77 755" },
    groups: { "/a": "g", "/b": "root", "/b/x": "root", "/c": 77 },
  },
  {
    name: "an empty folder of the context is there, its inside is not known to be absent",
    text: "FROM debian:12-slim\nCOPY . /all",
    files: { "public/empty/": "" },
    found: { "/all/public/empty": "folder root ?" },
  },
  {
    name: "install -d leaves the owner of a folder that is there, and sets its bits",
    text: "FROM debian:12-slim\nCOPY --chown=1234 src /a/\nRUN chmod 700 /a/lib && install -d /a/lib /b && install -d -o 5 /c",
    files: { "src/lib/x": "" },
    found: { "/a/lib": "folder 1234 755", "/b": "folder root 755", "/c": "folder 5 755" },
  },
  {
    name: "only root gives files away by cp -a",
    text: "FROM debian:12-slim\nRUN mkdir /a && touch /a/x && chmod 4755 /a/x\nRUN cp -a /a /b\nUSER 1234\nRUN cp -a /a /tmp/c",
    found: { "/b/x": "file root 4755", "/tmp/c/x": "file 1234 ?" },
  },
  {
    name: "what is written behind a link that may have been made leaves it one",
    text: "FROM some/image\nRUN mkdir -p /a/b && ln -sf /a/b /a/b/c\nRUN mkdir -p /a/b/c/d",
    found: { "/a/b/c": "? ? ?" },
  },
  {
    name: "a plain copy has no more bits than those of access",
    text: "FROM debian:12-slim\nRUN touch /x && chmod 4755 /x && cp /x /y && touch /z && chmod 775 /z && cp /z /w",
    found: { "/y": "file root ?", "/w": "file root 755" },
  },
  {
    name: "a link that is copied by its name may lead to a folder",
    text: "FROM debian:12-slim\nCOPY src /a/\nCOPY source /a/\nCOPY . /b",
    files: { "src/x": "", source: "" },
    modes: { "src/x": 0o644, source: linkMode },
    found: { "/a/x": "? ? ?", "/a/y": "unknown", "/b/source": "link root ?" },
  },
  {
    name: "who owns a file need not be able to write it, but a home that was made",
    text: "FROM debian:12-slim\nRUN useradd -m app\nCOPY --chown=app a.txt /a.txt",
    files: { "a.txt": "" },
    found: { "/home/app": "folder app ?", "/home/app/x": "absent" },
    writes: { "app /a.txt": undefined, "app /home/app": true },
  },
  {
    name: "a home below a folder that not all may enter",
    text: "FROM debian:12-slim\nRUN useradd -m app\nRUN chmod o-rx /home",
    found: { "/home/app": "folder app ?" },
    writes: { "app /home/app": undefined, "app /home/app/x": undefined },
  },
  {
    name: "tar that packs makes one file",
    text: "FROM debian:12-slim\nRUN mkdir /x && tar cf /data.tar -C /etc passwd && tar -czf /x.tgz /x",
    found: { "/data.tar": "file root 644", "/x.tgz": "file root 644", "/x": "folder root 755" },
  },
  {
    name: "what is written through a link is not known where it leads to",
    text: "FROM debian:12-slim\nRUN mkdir -p /a/sub /c && ln -s /a /b\nRUN touch /b/x && chmod 700 /b/sub\nRUN chown 1500 /b",
    found: { "/a/x": "unknown", "/a/sub": "unknown", "/a": "unknown", "/c": "folder root 755" },
  },
  {
    name: "folders that are links in newer releases may be one",
    text: "FROM debian:12-slim\nRUN install -d /lib && chown 1500 /bin",
    found: { "/lib": "? ? ?", "/bin": "? ? ?", "/usr/bin": "unknown" },
  },
  {
    name: "the values of options are no paths",
    text: "FROM debian:12-slim\nRUN useradd -u 1500 app && install -d -o app -m 700 /x && mkdir -m 750 /y && touch -d 2020 /z",
    found: { "/app": "absent", "/700": "absent", "/750": "absent", "/2020": "absent", "/y": "folder root 750" },
  },
  {
    name: "in a folder with the bit for it, what is new has the group of the folder",
    text: "FROM debian:12-slim\nRUN mkdir /a && chgrp 7 /a && chmod g+s /a && mkdir -p /a/b/c && touch /a/x",
    found: { "/a/b/c": "folder root ?", "/a/x": "file root 644" },
    groups: { "/a": 7, "/a/b/c": undefined, "/a/x": undefined },
  },
  {
    name: "special bits stay on folders",
    text: "FROM debian:12-slim\nRUN mkdir /a /b && chmod g+s /a && chmod +t /b\nRUN mkdir /c && chmod g+s /c && chmod 775 /c",
    found: { "/a": "folder root 2755", "/b": "folder root 1755", "/c": "folder root ?" },
  },
  {
    name: "an archive makes its destination, and nobody knows what lies in it",
    text: "FROM debian:12-slim\nADD --chown=5 pkg.tar.gz /a/b/\nCOPY <<x.txt <<y.txt /t/\n1\nx.txt\n2\ny.txt",
    files: { "pkg.tar.gz": "" },
    found: { "/a": "folder 5 755", "/a/b": "? ? ?", "/a/b/c": "unknown", "/t/x.txt": "file root 644" },
  },
  {
    name: "a subshell changes its own folder only",
    text: "FROM debian:12-slim\nWORKDIR /w\nRUN (cd /srv && touch here) && (cd /opt; touch there) && touch x",
    found: { "/w/x": "file root 644", "/srv/here": "unknown", "/opt/there": "unknown", "/srv/x": "absent" },
  },
  {
    name: "nothing lies in a file; BusyBox has few folders",
    text: "FROM busybox\nRUN touch /a\nUSER 1234\nWORKDIR /srv/app",
    found: { "/a/b": "absent", "/srv": "folder 1234 755", "/home": "folder nobody 755" },
  },
];

function inWords(found: Found): string {
  if (found === undefined) return "unknown";
  if (found === "absent") return found;
  const { kind, owner, mode } = found;
  return `${kind ?? "?"} ${owner ? (owner.name ?? owner.id) : "?"} ${mode === undefined ? "?" : mode.toString(8)}`;
}

describe("files of an image", () => {
  for (const { name, text, files = {}, modes, found = {}, groups = {}, writes = {} } of cases) {
    test(name, async () => {
      const file = parseDockerfile(text);
      const gathered = await factsAround(files, "Dockerfile", text);
      const facts = modes ? { ...gathered, modes: new Map(Object.entries(modes)) } : gathered;
      const view = imageFiles(file, facts).after(file.final as NonNullable<typeof file.final>);
      const said = Object.fromEntries(Object.keys(found).map((path) => [path, inWords(view.at(path))]));
      assert.deepEqual(said, found);
      for (const [path, expected] of Object.entries(groups)) {
        const entry = view.at(path);
        const group = entry && entry !== "absent" ? entry.group : undefined;
        assert.equal(group?.name ?? group?.id, expected, path);
      }
      for (const [key, expected] of Object.entries(writes)) {
        const [user = "", path = ""] = key.split(" ");
        assert.equal(view.mayWrite(path, ownerNamed(file.final, user)), expected, key);
      }
    });
  }
});
