import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { diskHost, diskPath } from "../host/disk";
import { findShellcheck } from "../host/shellcheckProgram";
import type { Host } from "../types";
import { clientHost } from "./convert";
import { startServer } from "./server";

const connection = createConnection(ProposedFeatures.all);
const client = clientHost(connection);

startServer(connection, (folders) => {
  const disk = diskHost(() => folders().flatMap((folder) => diskPath(folder) ?? []));
  // Folders of other schemes, a repository on the web say, are known to the client alone.
  const hostOf = (uri: string): Omit<Host, "log"> => (uri.startsWith("file:") ? disk : client);
  return {
    read: (uri) => hostOf(uri).read(uri),
    list: (uri) => hostOf(uri).list(uri),
    folder: (uri) => hostOf(uri).folder(uri),
    mode: async (uri) => hostOf(uri).mode?.(uri),
    log: client.log,
    shellcheck: findShellcheck(client.log),
  };
});
