/** What a client starts: the server, or a proof, with what V8 has compiled of it before. */

import path from "node:path";
import { runBundle } from "../host/codeCache";

/** Told by the build. */
declare const BUILD: string;

runBundle(module, require, path.join(__dirname, "main.js"), BUILD, "server", process.argv[2] !== "prove");
module.exports.serve();
