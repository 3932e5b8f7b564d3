import { serveNode } from "./nodeServer";

/** Milliseconds for one document, and then the others have their turn: no file that anybody wrote takes a tenth of that. */
const patience = 5000;

serveNode(patience);
