/** Files of settings that name places for what runs a program to write to, whatever the program itself does. */

import { pm2Settings } from "../node/startReads";
import type { Facts } from "../types";
import { among } from "../util/reads";
import { nitroSettings } from "./nodeFiles";

/** A place that a file of settings names. */
export interface ToldPlace {
  /** From the context root. */
  readonly file: string;
  /** Who writes there, for people. */
  readonly by: string;
  /** Absolute or from the folder that the program is started in. */
  readonly path: string;
  readonly isFolder: boolean;
}

interface Kind {
  readonly files: RegExp;
  readonly by: string;
  readonly isFolder: boolean;
  find(text: string): readonly string[];
}

const kinds: readonly Kind[] = [
  {
    // It ends when it cannot make the folders. Source: pm2.keymetrics.io/docs/usage/application-declaration
    files: pm2Settings,
    by: "pm2",
    isFolder: false,
    find: (text) =>
      firstGroups(
        text,
        /\b(?:(?:out|error|log|pid)_file|output|error)["']?\s{0,20}:\s{0,20}["'`](?!\/dev\/|null["'`])([^"'`$\n]{1,200})["'`]/g,
      ),
  },
  {
    // The folders of storage that is kept in files. Source: nitro.build/guide/storage
    files: nitroSettings,
    by: "Nitro",
    isFolder: true,
    find: (text) =>
      firstGroups(
        text,
        /\bdriver["']?\s{0,20}:\s{0,20}["'](?:fs|fs-lite|fsLite)["']\s{0,20},\s{0,20}base["']?\s{0,20}:\s{0,20}["']([^"'$\n]{1,200})["']/g,
      ),
  },
  {
    // Source: moleculer.services/docs/0.14/logging
    files: /(?:^|\/)moleculer\.config\.[cm]?[jt]s$/,
    by: "Moleculer",
    isFolder: true,
    find(text) {
      if (!/\b(?:type|logger)["']?\s{0,20}:\s{0,20}["'`]File["'`]/.test(text)) return [];
      const named = firstGroups(text, /\bfolder["']?\s{0,20}:\s{0,20}["'`]([^"'`$\n]{1,200})["'`]/g);
      return named.length > 0 ? named : ["logs"];
    },
  },
];

function firstGroups(text: string, form: RegExp): string[] {
  return [...text.matchAll(form)].map(([, path = ""]) => path);
}

/** Whatever it is that hands them over: a shell, a script, a package script. Those of Nitro are read with its sources. */
export const toldReads = among(4, (files) =>
  files.filter((path) => kinds.some((kind) => kind.files !== nitroSettings && kind.files.test(path))),
);

/** The places that such files name, as far as their texts are known. */
export function toldPlaces({ contents }: Facts): ToldPlace[] {
  return [...(contents ?? [])].flatMap(([file, text]) =>
    kinds.flatMap(({ files, by, isFolder, find }) =>
      files.test(file) ? find(text).map((path) => ({ file, by, path, isFolder })) : [],
    ),
  );
}
