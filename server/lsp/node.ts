import { runProve } from "../cli/proveCommand";
import { runCommand } from "../cli/runCommand";
import { serveNode } from "./nodeServer";

/** Milliseconds for one document, and then the others have their turn: no file that anybody wrote takes a tenth of that. */
const patience = 5000;

// The extension starts proofs by the same program, so that it need not bring the whole command line.
if (process.argv[2] === "prove") runCommand(process.argv.slice(2), { prove: runProve });
else serveNode(patience);
