/** What `drydock` runs: the command line, with what V8 has compiled of it before. */

import path from "node:path";
import { runBundle } from "../host/codeCache";

/** Told by the build. */
declare const BUILD: string;

const [, , command = ""] = process.argv;

// Each needs another part of the bundle; what else is started needs less than `lint`.
const use = command === "harden" ? "harden" : "lint";

runBundle(module, require, path.join(__dirname, "cli.main.js"), BUILD, use, command === use);
