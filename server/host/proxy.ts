/** The way through a proxy, as the environment names it: a tunnel, so that the proxy sees nothing but the name of the host. */

import { request } from "node:http";
import type { Socket } from "node:net";
import { connect as secured } from "node:tls";

/** The proxy for an address; undefined where it is asked directly. Upper and lower case are as good as each other. */
export function proxyFor(url: URL, environment: NodeJS.ProcessEnv = process.env): URL | undefined {
  if (url.protocol !== "https:") return undefined;
  const text = environment.https_proxy || environment.HTTPS_PROXY || "";
  const address = text.includes("://") ? text : `http://${text}`;
  if (text === "" || !URL.canParse(address) || isDirect(url, environment.no_proxy || environment.NO_PROXY || "")) {
    return undefined;
  }
  const proxy = new URL(address);
  return proxy.protocol === "http:" ? proxy : undefined;
}

/** "example.com,.corp:8443,*": a name stands for what is below it as well. */
function isDirect({ hostname, port }: URL, list: string): boolean {
  return list.split(/[\s,]/).some((entry) => {
    const [name = "", only = ""] = entry.toLowerCase().split(":", 2);
    if (entry === "*") return true;
    if (name === "" || (only !== "" && only !== (port || "443"))) return false;
    const plain = name.replace(/^\*?\./, "");
    return hostname === plain || hostname.endsWith(`.${plain}`);
  });
}

/** A socket to the host of an address, encrypted from here to there. Rejects when the proxy does not open one. */
export function tunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const port = url.port || "443";
  const authority = `${url.hostname}:${port}`;
  const name = decodeURIComponent(proxy.username);
  const login = Buffer.from(`${name}:${decodeURIComponent(proxy.password)}`).toString("base64");
  return new Promise((resolve, reject) => {
    const asking = request({
      host: proxy.hostname.replace(/^\[|\]$/g, ""),
      port: proxy.port || "80",
      method: "CONNECT",
      path: authority,
      headers: { host: authority, ...(name !== "" && { "proxy-authorization": `Basic ${login}` }) },
      agent: false,
      signal,
    });
    asking.once("error", reject);
    asking.once("response", (response) => {
      response.resume();
      reject(new Error("refused"));
    });
    asking.once("connect", (response, socket, head) => {
      if (response.statusCode !== 200 || head.length > 0) {
        socket.destroy();
        reject(new Error("refused"));
        return;
      }
      const inner = secured({ socket, servername: url.hostname });
      inner.once("error", reject);
      inner.once("secureConnect", () => resolve(inner));
    });
    asking.end();
  });
}
