/** `npm run proof` is test/proving/projects.ts, `npm run proof -- model` is test/model/proof.ts: they say what can follow. */
import { spawnSync } from "node:child_process";
import { root } from "./code-server.mjs";

const [first, ...rest] = process.argv.slice(2);
const words =
  first === "model" ? ["test/model/proof.ts", ...rest] : ["test/proving/projects.ts", ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, ["scripts/run.mjs", ...words], { cwd: root, stdio: "inherit" });
process.exit(status ?? 1);
