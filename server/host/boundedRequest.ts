/** One question over HTTP to a host that may be slow, broken or hostile: bounded in time and size, and it never throws. */

import { type IncomingHttpHeaders, type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import type { Socket } from "node:net";
import { isReason, type Reason } from "../util/reason";
import { isLoopback } from "./loopback";
import { isUntrusted, proxyFor, tunnel } from "./proxy";

export interface Question {
  readonly url: URL;
  readonly method: "GET" | "HEAD";
  readonly accept: string;
  /** The value of the header of this name; goes to the host of `url` and to no other. */
  readonly authorization: string | undefined;
  /** What an earlier answer was marked with: there is no other text when it is still the same. */
  readonly etag?: string | undefined;
  /** Bytes of the largest answer that is read. */
  readonly largest: number;
}

export interface Patience {
  /** Milliseconds for one request, from its start to the last byte. */
  readonly request: number;
  /** When all requests for one question have to be done, in milliseconds since 1970. */
  readonly until: number;
  /** Calls it off. */
  readonly signal: AbortSignal | undefined;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Where it came from in the end. */
  readonly url: URL;
  /** It came from another host than was asked, by a redirect. */
  readonly isElsewhere: boolean;
}

/** Why there is no answer at all. */
export interface NoReply extends Reason {
  /** The host is not there: the next question would have the same end. */
  readonly isDown: boolean;
}

const mostRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);

/** How often a host that asks to come back later is asked. */
const mostTries = 3;

/**
 * Asks, follows a few redirects, and comes back when the host says after how many seconds, if that is in time. Plain
 * HTTP is for this machine alone, and nobody else may lead to this machine.
 */
export async function ask(question: Question, patience: Patience): Promise<Reply | NoReply> {
  for (let tries = 1; ; tries++) {
    const reply = await follow(question, patience);
    if (isReason(reply) || (reply.status !== 429 && reply.status !== 503)) return reply;
    const wait = waitOf(reply);
    if (wait === undefined || tries === mostTries || Date.now() + wait >= patience.until) return reply;
    await sleep(wait, patience.signal);
  }
}

/** Why an address may not be asked; undefined when it may. */
export function obstacle(url: URL, from: URL): string | undefined {
  if (isLoopback(url)) return isLoopback(from) ? undefined : `${from.host} leads to this machine`;
  return url.protocol === "https:" ? undefined : `${from.host} leads to an address without encryption`;
}

async function follow(question: Question, patience: Patience): Promise<Reply | NoReply> {
  let { url, authorization } = question;
  for (let followed = 0; ; followed++) {
    const reply = await once({ ...question, url, authorization }, patience);
    if (isReason(reply) || !redirects.has(reply.status)) {
      return isReason(reply) ? reply : { ...reply, isElsewhere: url.host !== question.url.host };
    }
    const next = addressOf(reply.headers.location, url);
    if (!next) return none(`${url.host} redirects to nowhere`);
    const wrong = obstacle(next, url);
    if (wrong !== undefined) return none(wrong);
    if (followed === mostRedirects) return none(`${question.url.host} redirects again and again`);
    // Once another host has been asked, no later one gets it back.
    if (next.origin !== url.origin) authorization = undefined;
    url = next;
  }
}

/** Where a header leads, without a name and password in it. undefined where it cannot be read. */
export function addressOf(text: string | undefined, base: URL): URL | undefined {
  if (text === undefined || !URL.canParse(text, base.href)) return undefined;
  const url = new URL(text, base);
  url.username = "";
  url.password = "";
  url.hash = "";
  return url.protocol === "https:" || url.protocol === "http:" ? url : undefined;
}

function once(
  { url, method, accept, authorization, etag, largest }: Question,
  patience: Patience,
): Promise<Reply | NoReply> {
  const { signal } = patience;
  const time = Math.min(patience.request, patience.until - Date.now());
  if (signal?.aborted) return Promise.resolve(none("it was called off"));
  if (time <= 0) return Promise.resolve(none(`${url.host} takes too long`));
  return new Promise((resolve) => {
    let close = () => {};
    let isOver = false;
    const end = (outcome: Reply | NoReply) => {
      isOver = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      close();
      resolve(outcome);
    };
    const abort = () => end(none("it was called off"));
    const timer = setTimeout(() => end({ reason: `${url.host} takes too long`, isDown: true }), time);
    signal?.addEventListener("abort", abort);
    const headers = {
      accept,
      "user-agent": "drydock",
      ...(authorization !== undefined && { authorization }),
      ...(etag !== undefined && { "if-none-match": etag }),
    };
    const start = (socket?: Socket) => {
      if (isOver) {
        socket?.destroy();
        return;
      }
      const send = url.protocol === "https:" ? overHttps : overHttp;
      // With an agent, false included, Node.js would open a connection of its own, past the proxy.
      const way = socket ? { createConnection: () => socket } : { agent: false };
      const request = send(url, { method, headers, rejectUnauthorized: true, ...way });
      close = () => request.destroy();
      request.on("error", (error) => end(failure(error, url)));
      request.on("response", (response) => read(response, url, largest, end));
      request.on("close", () => end(cut(url)));
      request.end();
    };
    const proxy = proxyFor(url);
    try {
      if (!proxy) start();
      else if (isReason(proxy)) end({ ...proxy, isDown: true });
      else {
        const opening = new AbortController();
        close = () => opening.abort();
        // In words of ours: see there.
        const refused = (error: Error) => end({ reason: error.message, isDown: true });
        tunnel(url, proxy, opening.signal).then(start, refused);
      }
    } catch (error) {
      end(failure(error, url));
    }
  });
}

function read(response: IncomingMessage, url: URL, largest: number, end: (outcome: Reply | NoReply) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > largest) end(none(`the answer of ${url.host} is too large`));
    else chunks.push(chunk);
  });
  response.on("error", () => end(cut(url)));
  response.on("end", () => {
    const { statusCode: status = 0, headers, complete } = response;
    end(complete ? { status, headers, body: Buffer.concat(chunks), url, isElsewhere: false } : cut(url));
  });
}

function none(reason: string): NoReply {
  return { reason, isDown: false };
}

function cut({ host }: URL): NoReply {
  return none(`${host} broke off its answer`);
}

/** In words of ours: those of the system may hold what was sent. */
function failure(error: unknown, { host }: URL): NoReply {
  const code = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? "") : "";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return { reason: `${host} is not found`, isDown: true };
  if (code === "ECONNREFUSED") return { reason: `${host} refuses connections`, isDown: true };
  if (code === "ECONNRESET" || code === "EPIPE" || code.startsWith("HPE_")) return cut({ host } as URL);
  if (error instanceof Error && isUntrusted(error))
    return { reason: `the certificate of ${host} is not trusted`, isDown: true };
  return { reason: `${host} cannot be reached${code === "" ? "" : ` (${code})`}`, isDown: true };
}

/** Milliseconds after which the host wants to be asked again; undefined when it does not say. */
function waitOf({ headers }: Reply): number | undefined {
  const text = headers["retry-after"]?.trim() ?? "";
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const time = Date.parse(text) - Date.now();
  return Number.isNaN(time) ? undefined : Math.max(0, time);
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end);
    if (signal?.aborted) end();
  });
}
