/** The ports that programs of Python may listen on besides that of their server, by their sources. */

import { pythonSources } from "../demotion/pythonWrites";
import type { Facts } from "../types";
import { memoize } from "../util/memoize";

/**
 * The numbers in the sources of a project that may be ports; undefined where one opens a port of its own that cannot be told.
 * What a file listens on when it is started itself (`uvicorn.run(app, port=8080)`) does not count.
 */
export const pythonPorts = memoize(({ files = [], contents }: Facts): ReadonlySet<number> | undefined => {
  const lines = pythonSources(files).flatMap((path) => (contents?.get(path) ?? "").split("\n"));
  const read = lines.filter((line) => !/^\s*#|\.run\(/.test(line));
  if (read.some((line) => opener.test(line) && !/\d{2}/.test(line))) return undefined;
  return new Set(read.flatMap((line) => [...line.matchAll(/\d{2,5}/g)].map(Number)));
});

/** Calls of the standard library and of packages for figures, gRPC and web sockets that listen. */
const opener =
  /\b(?:start_http_server|start_wsgi_server|start_server|create_server|(?:Threading)?HTTPServer|make_server|add_(?:in)?secure_port|TCPSite|(?:websockets|aio)\.serve)\(/;
