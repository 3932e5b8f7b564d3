import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { steppedLimit } from "../util/limit";
import { clientHost } from "./convert";
import { orderly } from "./protocol";
import { startServer } from "./server";

/** Milliseconds for one document: nothing interrupts work in a browser, so that it ends between two rules. */
const patience = 5000;

// The one thing that dockerfile-ast asks of what Node.js has and a web worker has not.
Object.assign(globalThis, { Buffer: { from: (text: string) => new TextEncoder().encode(text) } });

const worker = globalThis as unknown as DedicatedWorkerGlobalScope;
const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker), orderly());
const limit = steppedLimit(patience, () => performance.now());
startServer(connection, () => ({ ...clientHost(connection), limit }));
