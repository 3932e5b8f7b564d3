/** Which files lie where: what a view of the image says at the end of the last stage. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { imageFiles } from "../server/image/imageFiles";
import type { Found } from "../server/image/model";
import { ownerNamed } from "../server/image/owners";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";
import type { Files } from "../server/types";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly files?: Files;
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
];

function inWords(found: Found): string {
  if (found === undefined) return "unknown";
  if (found === "absent") return found;
  const { kind, owner, mode } = found;
  return `${kind ?? "?"} ${owner ? (owner.name ?? owner.id) : "?"} ${mode === undefined ? "?" : mode.toString(8)}`;
}

describe("files of an image", () => {
  for (const { name, text, files = {}, found = {}, writes = {} } of cases) {
    test(name, async () => {
      const file = parseDockerfile(text);
      const facts = await factsAround(files, "Dockerfile", text);
      const view = imageFiles(file, facts).after(file.final as NonNullable<typeof file.final>);
      const said = Object.fromEntries(Object.keys(found).map((path) => [path, inWords(view.at(path))]));
      assert.deepEqual(said, found);
      for (const [key, expected] of Object.entries(writes)) {
        const [user = "", path = ""] = key.split(" ");
        assert.equal(view.mayWrite(path, ownerNamed(file.final, user)), expected, key);
      }
    });
  }
});
