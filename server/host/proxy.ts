/** The way through a proxy, as the environment names it: a tunnel, so that the proxy sees nothing but the name of the host. */

import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { BlockList, isIP, type Socket } from "node:net";
import { connect as secured } from "node:tls";
import type { Reason } from "../util/reason";
import { isLoopback } from "./loopback";

/**
 * The proxy for an address, by the rules that docker goes by: `HTTPS_PROXY`, unless `NO_PROXY` has the host; this machine is
 * always asked directly. Upper and lower case are as good as each other. undefined where it is asked directly; a reason where
 * there is a proxy that cannot be used: going around it is not what its owner wants.
 */
export function proxyFor(url: URL, environment: NodeJS.ProcessEnv = process.env): URL | Reason | undefined {
  if (url.protocol !== "https:" || isLoopback(url)) return undefined;
  const text = (environment.https_proxy || environment.HTTPS_PROXY || "").trim();
  if (text === "" || isDirect(url, environment.no_proxy || environment.NO_PROXY || "")) return undefined;
  const address = text.includes("://") ? text : `http://${text}`;
  if (!URL.canParse(address)) return { reason: "HTTPS_PROXY is no address" };
  const proxy = new URL(address);
  if (proxy.protocol === "http:" || proxy.protocol === "https:") return proxy;
  return {
    reason: `HTTPS_PROXY names a proxy for ${proxy.protocol.slice(0, -1)}, and only those for http and https can be asked`,
  };
}

/** "example.com,.corp:8443,10.0.0.0/8,[::1]:5000,*": a name stands for what is below it as well. */
function isDirect(url: URL, list: string): boolean {
  const host = plainHost(url);
  const port = url.port || "443";
  return list.split(/[\s,]/).some((text) => {
    const entry = text.toLowerCase();
    if (entry === "*") return true;
    if (isIP(host) > 0 && isWithin(host, entry)) return true;
    const [, bracketed, name = bracketed ?? "", only] =
      /^(?:\[([^\]]{1,80})\]|([^:]{1,255}))(?::(\d{1,5}))?$/.exec(entry) ?? [];
    if (name === "" || (only !== undefined && only !== port)) return false;
    if (isIP(host) > 0) return isWithin(host, name);
    const plain = name.replace(/^\*?\./, "");
    return plain !== "" && (host === plain || host.endsWith(`.${plain}`));
  });
}

/** Whether an address is the one that an entry names, or in its range: "10.1.2.3", "10.0.0.0/8", "fd00::/8". */
function isWithin(host: string, entry: string): boolean {
  const [address = "", length, ...more] = entry.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0 || version !== isIP(host)) return false;
  const bits = length === undefined ? (version === 4 ? 32 : 128) : Number(length);
  if (!Number.isInteger(bits) || bits < 0 || bits > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  const range = new BlockList();
  range.addSubnet(address, bits, family);
  return range.check(host, family);
}

/** The host of an address, without the brackets of IPv6. */
function plainHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/**
 * A socket to the host of an address, encrypted from here to there, by a proxy that is itself asked in plain text or
 * encrypted, as its address says. Rejects with an error whose message ends a sentence when the proxy does not open one.
 */
export function tunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const authority = `${url.hostname}:${url.port || "443"}`;
  const isSecured = proxy.protocol === "https:";
  const send = isSecured ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    const refuse = (why: string) => reject(new Error(`the proxy ${proxy.host} ${why}`));
    const asking = send({
      host: plainHost(proxy),
      port: proxy.port || (isSecured ? "443" : "80"),
      method: "CONNECT",
      path: authority,
      headers: { host: authority, ...loginOf(proxy) },
      agent: false,
      // Whatever the environment says of certificates: a login goes this way.
      rejectUnauthorized: true,
      signal,
    });
    asking.once("error", (error: NodeJS.ErrnoException) =>
      refuse(isUntrusted(error) ? "has a certificate that is not trusted" : "cannot be reached"),
    );
    asking.once("response", (response) => {
      response.destroy();
      refuse(refusal(response.statusCode, url));
    });
    asking.once("connect", (response, socket, head) => {
      if (response.statusCode !== 200 || head.length > 0) {
        socket.destroy();
        refuse(refusal(response.statusCode, url));
        return;
      }
      const host = plainHost(url);
      const inner = secured({ socket, host, rejectUnauthorized: true, ...(isIP(host) === 0 && { servername: host }) });
      signal.addEventListener("abort", () => inner.destroy(), { once: true });
      inner.once("error", (error) =>
        reject(
          new Error(
            isUntrusted(error) ? `the certificate of ${url.host} is not trusted` : `${url.host} cannot be reached`,
          ),
        ),
      );
      inner.once("secureConnect", () => resolve(inner));
    });
    asking.end();
  });
}

function refusal(status: number | undefined, { host }: URL): string {
  return status === 407 ? "asks for a login" : `does not lead to ${host}`;
}

/** Whether an error of TLS means that nobody vouches for the other end. */
export function isUntrusted(error: Error): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test((error as NodeJS.ErrnoException).code ?? "");
}

function loginOf({ username, password }: URL): object {
  if (username === "") return {};
  const login = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64");
  return { "proxy-authorization": `Basic ${login}` };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that nobody has encoded.
    return text;
  }
}
