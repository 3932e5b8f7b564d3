import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { diskHost, diskPath } from "../host/disk";
import { keepHeapSmall } from "../host/heap";
import { interruptingLimit } from "../host/interrupt";
import type { Registry } from "../host/registry";
import { findShellcheck } from "../host/shellcheckProgram";
import { createShownTexts } from "../host/shownTexts";
import type { Host, RegistryAccess } from "../types";
import { clientHost } from "./convert";
import { orderly } from "./protocol";
import { startServer } from "./server";

/**
 * Serves the client that the arguments of the process name: `--stdio`, say.
 * @param patience milliseconds that work on one document may take.
 */
export function serveNode(patience: number): void {
  keepHeapSmall();
  const connection = createConnection(ProposedFeatures.all, orderly());
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
      show: createShownTexts(),
      limit: interruptingLimit(patience),
      shellcheck: findShellcheck(client.log),
      digest: async (image, access, signal) => (await registryWith(access)).verifiedDigest(image, signal),
      describe: async (image, access, signal) => (await registryWith(access)).description(image, signal),
      tags: async (image, access, signal) => (await registryWith(access)).tags(image, signal),
      hasScanner: async () => (await import("../host/scanners")).hasScanner(),
      scan: async (image, signal) => (await import("../host/scanners")).scanImage(image, signal),
    };
  });
}

/** What opens sockets is not even loaded before somebody wants it. */
async function registryWith({ login, mirrors }: RegistryAccess): Promise<Registry> {
  const { openRegistry } = await import("../host/registry");
  const { dockerLogins } = await import("../host/registryLogin");
  const { mirrorsOf } = await import("../host/registryMirrors");
  return openRegistry({ findLogin: login ? dockerLogins() : undefined, findMirrors: mirrorsOf(mirrors) });
}
