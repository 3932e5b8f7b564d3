/** What `drydock` runs: the command line, with what V8 has compiled of it before. */

import { statSync } from "node:fs";
import path from "node:path";
import { runBundle } from "../host/codeCache";

/** Told by the build. */
declare const BUILD: string;

const [, , command = "", ...named] = process.argv;

// Each needs another part of the bundle; what else is started needs less than `lint`.
const use = command === "harden" ? "harden" : meansMany(named) ? "many" : "lint";

// So many functions, each called a few thousand times, end before it pays to optimize them: a quarter of the time of a run.
// A version that does not know the flag would say so.
const flag = use === "many" && /^v2[0-4]\./.test(process.version) ? "--interrupt-budget=500000" : undefined;

runBundle(module, require, path.join(__dirname, "main.js"), BUILD, use, command === use || use === "many", flag);
module.exports.runCommandLine();

/** Whether whole folders are looked through, or a long list. */
function meansMany(names: readonly string[]): boolean {
  return command === "lint" && (names.length > 20 || names.some(isFolder));
}

function isFolder(name: string): boolean {
  try {
    return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}
