import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { disk } from "../host/disk";
import { findShellcheck } from "../host/shellcheckProgram";
import { clientHost } from "./convert";
import { startServer } from "./server";

const connection = createConnection(ProposedFeatures.all);
const client = clientHost(connection);

// Folders of other schemes, a repository on the web say, are known to the client alone.
const hostOf = (uri: string) => (uri.startsWith("file:") ? disk : client);
startServer(connection, {
  read: (uri) => hostOf(uri).read(uri),
  list: (uri) => hostOf(uri).list(uri),
  folder: (uri) => hostOf(uri).folder(uri),
  log: client.log,
  shellcheck: findShellcheck(client.log),
});
