/** Registries on this machine that answer as a test wants, and a guard that sees which hosts are asked. */

import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, Socket } from "node:net";

export interface FakeRegistry {
  /** "127.0.0.1:41234" */
  readonly host: string;
  /** "GET /v2/node/manifests/20", in order. */
  readonly asked: string[];
  /** The `authorization` of each of them. */
  readonly authorizations: (string | undefined)[];
  close(): void;
}

type Answering = (request: IncomingMessage, response: ServerResponse, host: string) => void;

/** Starts one; the caller closes it. */
export async function startRegistry(answer: Answering): Promise<FakeRegistry> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  let host = "";
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    authorizations.push(request.headers.authorization);
    response.on("error", () => {});
    answer(request, response, host);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { host, asked, authorizations, close };
}

export const indexType = "application/vnd.oci.image.index.v1+json";

/** What the registry has under a tag, unless a test says otherwise. */
export const indexText = JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests: [] });
export const indexDigest = `sha256:${createHash("sha256").update(indexText).digest("hex")}`;

/** Answers with an index, as a registry does. */
export function sendIndex({ method }: IncomingMessage, response: ServerResponse, digest = indexDigest): void {
  response.writeHead(200, { "content-type": indexType, "docker-content-digest": digest });
  response.end(method === "HEAD" ? undefined : indexText);
}

/** Answers with an error in the form of the protocol. */
export function sendError(response: ServerResponse, status: number, code: string, headers: object = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify({ errors: [{ code, message: "a message with a secret" }] }));
}

/** Runs work and tells the hosts to which this process has opened a socket meanwhile. */
export async function hostsAskedBy(work: () => Promise<unknown>): Promise<string[]> {
  const hosts: string[] = [];
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    const [first] = (Array.isArray(args[0]) ? args[0] : args) as [{ host?: string; path?: string }];
    hosts.push(first.host ?? first.path ?? String(first));
    return (connect as (...all: unknown[]) => Socket).apply(this, args);
  } as typeof connect;
  try {
    await work();
  } finally {
    Socket.prototype.connect = connect;
  }
  return hosts;
}
