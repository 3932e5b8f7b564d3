/** What registries answer, those that are broken or hostile included. Nothing here leaves this machine. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, test } from "node:test";
import { obstacle } from "../server/host/boundedRequest";
import type { KeptAnswer } from "../server/host/keptAnswers";
import { proxyFor, tunnel } from "../server/host/proxy";
import { openRegistry, type RegistryOptions } from "../server/host/registry";
import { challengesOf, dockerLogins } from "../server/host/registryLogin";
import { mirrorsOf } from "../server/host/registryMirrors";
import { parseReference } from "../server/syntax/image";
import { selfSigned } from "./certificate";
import { temporaryFolder } from "./folder";
import {
  type FakeRegistry,
  hostsAskedBy,
  indexDigest,
  indexText,
  indexType,
  sendError,
  sendIndex,
  startRegistry,
} from "./hostileRegistry";

type Answering = Parameters<typeof startRegistry>[0];

/** Asks a registry that answers so for `team/app:1`. */
async function digestFrom(answer: Answering, options: RegistryOptions = {}) {
  const registry = await startRegistry(answer);
  try {
    const told = await openRegistry(options).digest(imageAt(registry, "team/app:1"));
    return { told, ...registry };
  } finally {
    registry.close();
  }
}

function imageAt({ host }: FakeRegistry, name: string) {
  return parseReference(`${host}/${name}`);
}

/** Why it is unknown. */
function reasonOf(told: { readonly state: string; readonly reason?: string }): string {
  assert.equal(told.state, "unknown");
  return told.reason ?? "";
}

const found = { state: "found", value: indexDigest };
const login = { user: "ann", password: "pass:word" };
const basic = `Basic ${Buffer.from("ann:pass:word").toString("base64")}`;

describe("a digest", () => {
  test("is that of the index, asked for without its text", async () => {
    const { told, asked } = await digestFrom((request, response) => {
      const types = (request.headers.accept ?? "").split(", ");
      assert.ok(types.includes(indexType) && types.includes("application/vnd.docker.distribution.manifest.v2+json"));
      sendIndex(request, response);
    });
    assert.deepEqual(told, found);
    assert.deepEqual(asked, ["HEAD /v2/team/app/manifests/1"]);
  });

  test("is counted where the registry does not say it, or knows no HEAD", async () => {
    const silent = await digestFrom((request, response) => {
      response.writeHead(200, { "content-type": indexType });
      response.end(request.method === "HEAD" ? undefined : indexText);
    });
    assert.deepEqual(silent.told, found);
    const { told, asked } = await digestFrom((request, response) =>
      request.method === "HEAD" ? response.writeHead(405).end() : sendIndex(request, response),
    );
    assert.deepEqual(told, found);
    assert.equal(asked.length, 2);
  });

  test("is not believed where what it stands for has another one", async () => {
    const registry = await startRegistry((request, response) =>
      sendIndex(request, response, `sha256:${"0".repeat(64)}`),
    );
    const told = await openRegistry().verifiedDigest(imageAt(registry, "team/app:1"));
    registry.close();
    assert.match(reasonOf(told), /another digest/);
  });

  test("is none where anything else answers", async () => {
    const html = await digestFrom((_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<html>Please log in</html>");
    });
    assert.match(reasonOf(html.told), /something else than an index or a manifest/);
  });

  test("is asked for once", async () => {
    const registry = await startRegistry((request, response) => sendIndex(request, response));
    const client = openRegistry();
    const image = imageAt(registry, "team/app:1");
    await Promise.all([client.digest(image), client.digest(image)]);
    await client.digest(image);
    registry.close();
    assert.equal(registry.asked.length, 1);
  });
});

describe("what is not there", () => {
  test("is absent on a clear 404 alone", async () => {
    const clear = await digestFrom((_, response) => sendError(response, 404, "MANIFEST_UNKNOWN"));
    assert.deepEqual(clear.told, { state: "absent" });
    assert.deepEqual(clear.asked, ["HEAD /v2/team/app/manifests/1", "GET /v2/team/app/manifests/1"]);
    const page = await digestFrom((_, response) => response.writeHead(404).end("not found"));
    assert.match(reasonOf(page.told), /status 404/);
    const other = await digestFrom((_, response) => sendError(response, 404, "UNSUPPORTED"));
    assert.match(reasonOf(other.told), /status 404/);
  });

  const refusals: [status: number, says: RegExp][] = [
    [401, /asks for a login/],
    [403, /refuses access/],
    [500, /status 500/],
    [503, /status 503/],
    [429, /asked too often/],
  ];
  for (const [status, says] of refusals) {
    test(`is not known on ${status}`, async () => {
      const { told, asked } = await digestFrom((_, response) => sendError(response, status, "DENIED"));
      const reason = reasonOf(told);
      assert.match(reason, says);
      assert.doesNotMatch(reason, /secret/);
      assert.equal(asked.length, 1);
    });
  }
});

describe("logins", () => {
  test("a token is asked for, to read and no more, and used again", async () => {
    const registry = await startRegistry((request, response, host) => {
      const url = new URL(request.url ?? "", `http://${host}`);
      if (url.pathname === "/token") {
        assert.equal(url.searchParams.get("service"), "the registry");
        assert.equal(url.searchParams.get("scope"), "repository:team/app:pull");
        response.end(JSON.stringify({ token: "abc" }));
      } else if (request.headers.authorization === "Bearer abc") sendIndex(request, response);
      else {
        const values = `realm="http://${host}/token",service="the registry",scope="repository:team/app:pull,push"`;
        sendError(response, 401, "UNAUTHORIZED", { "www-authenticate": `Bearer ${values}` });
      }
    });
    const client = openRegistry({ findLogin: async () => login });
    const one = await client.digest(imageAt(registry, "team/app:1"));
    const two = await client.digest(imageAt(registry, "team/app:2"));
    registry.close();
    assert.deepEqual([one, two], [found, found]);
    assert.deepEqual(registry.authorizations, [undefined, basic, "Bearer abc", "Bearer abc"]);
  });

  test("name and password are sent when they are demanded, and when they may be", async () => {
    const answer: Answering = (request, response) =>
      request.headers.authorization === basic
        ? sendIndex(request, response)
        : sendError(response, 401, "UNAUTHORIZED", { "www-authenticate": 'Basic realm="here"' });
    const known = await digestFrom(answer, { findLogin: async () => login });
    assert.deepEqual(known.told, found);
    assert.deepEqual(known.authorizations, [undefined, basic]);
    const anonymous = await digestFrom(answer);
    assert.match(reasonOf(anonymous.told), /asks for a login/);
    assert.deepEqual(anonymous.authorizations, [undefined]);
  });

  test("a token is no way into the headers", async () => {
    const { told } = await digestFrom((request, response, host) =>
      request.url?.startsWith("/token")
        ? response.end(JSON.stringify({ token: "a\r\nx: y" }))
        : sendError(response, 401, "UNAUTHORIZED", { "www-authenticate": `Bearer realm="http://${host}/token"` }),
    );
    assert.match(reasonOf(told), /something else than a registry/);
  });

  test("challenges are told apart", () => {
    assert.deepEqual(challengesOf('Negotiate, Basic realm="a, Bearer b", Bearer realm="https://x/t",service="s"'), [
      { scheme: "basic", values: { realm: "a, Bearer b" } },
      { scheme: "bearer", values: { realm: "https://x/t", service: "s" } },
    ]);
    assert.deepEqual(challengesOf('"""'), []);
  });

  test("those of docker are found by their hosts", async () => {
    const folder = temporaryFolder();
    const auth = Buffer.from("ann:pass:word").toString("base64");
    const auths = { "https://index.docker.io/v1/": { auth }, "r.example:5000": { username: "b", password: "c" } };
    writeFileSync(path.join(folder, "config.json"), JSON.stringify({ auths, credsStore: "never-started" }));
    const find = dockerLogins({ DOCKER_CONFIG: folder });
    assert.deepEqual(await find("registry-1.docker.io"), login);
    assert.deepEqual(await find("r.example:5000"), { user: "b", password: "c" });
    assert.equal(await find("r.example"), undefined);
    assert.equal(await dockerLogins({ DOCKER_CONFIG: path.join(folder, "missing") })("docker.io"), undefined);
    writeFileSync(path.join(folder, "config.json"), "{");
    assert.equal(await dockerLogins({ DOCKER_CONFIG: folder })("docker.io"), undefined);
  });
});

test("credential helpers are asked where no login is kept", { skip: process.platform === "win32" }, async () => {
  const folder = temporaryFolder();
  const program = path.join(folder, "docker-credential-fake");
  const answer = `[ "$server" = https://index.docker.io/v1/ ] || [ "$server" = r.example ] || exit 1`;
  const script = `#!/bin/sh\nserver=$(cat)\n${answer}\necho "{\\"Username\\":\\"ann\\",\\"Secret\\":\\"$1 $server\\"}"\n`;
  writeFileSync(program, script, { mode: 0o755 });
  const find = (config: object) => {
    writeFileSync(path.join(folder, "config.json"), JSON.stringify(config));
    return dockerLogins({ DOCKER_CONFIG: folder, PATH: `${folder}:/usr/bin:/bin` });
  };
  const hub = { user: "ann", password: "get https://index.docker.io/v1/" };
  assert.deepEqual(await find({ credsStore: "fake" })("registry-1.docker.io"), hub);
  const own = find({ credHelpers: { "r.example": "fake" } });
  assert.deepEqual(await own("r.example"), { user: "ann", password: "get r.example" });
  assert.equal(await own("other.example"), undefined);
  assert.equal(await find({ credsStore: "fake" })("other.example"), undefined);
  assert.equal(await find({ credsStore: "../fake" })("r.example"), undefined);
  assert.equal(await find({ credsStore: "missing" })("r.example"), undefined);
});

test("proxies are those of the environment", () => {
  const proxied = { HTTPS_PROXY: "http://p" };
  const cases: readonly (readonly [url: string, NodeJS.ProcessEnv, string | RegExp | undefined])[] = [
    ["https://r.example/v2/", {}, undefined],
    ["https://r.example/v2/", { HTTPS_PROXY: "http://p.example:3128" }, "p.example:3128"],
    ["https://r.example/v2/", { https_proxy: "p.example:3128" }, "p.example:3128"],
    ["https://r.example/v2/", { HTTPS_PROXY: "https://p.example" }, "p.example"],
    ["https://r.example/v2/", { HTTP_PROXY: "http://p.example" }, undefined],
    ["http://127.0.0.1/v2/", { HTTPS_PROXY: "http://p.example:3128", HTTP_PROXY: "http://p.example" }, undefined],
    ["https://localhost/v2/", proxied, undefined],
    ["https://r.example/v2/", { HTTPS_PROXY: "http://p", NO_PROXY: "a, r.example" }, undefined],
    ["https://a.r.example/v2/", { HTTPS_PROXY: "http://p", NO_PROXY: ".r.example" }, undefined],
    ["https://ar.example/v2/", { HTTPS_PROXY: "http://p", NO_PROXY: "r.example" }, "p"],
    ["https://r.example/v2/", { HTTPS_PROXY: "http://p", NO_PROXY: "r.example:8443" }, "p"],
    ["https://r.example:8443/v2/", { HTTPS_PROXY: "http://p", NO_PROXY: "r.example:8443" }, undefined],
    ["https://r.example/v2/", { HTTPS_PROXY: "http://p", NO_PROXY: "*" }, undefined],
    ["https://10.1.2.3/v2/", { ...proxied, NO_PROXY: "10.0.0.0/8" }, undefined],
    ["https://11.1.2.3/v2/", { ...proxied, NO_PROXY: "10.0.0.0/8,11.0.0.0/33,11.0.0.0/x,11.0.0.0/8/8" }, "p"],
    ["https://[fd00::1]/v2/", { ...proxied, NO_PROXY: "fd00::/8" }, undefined],
    ["https://[fd00::1]:5000/v2/", { ...proxied, NO_PROXY: "[fd00::1]:5000" }, undefined],
    ["https://[fd00::1]/v2/", { ...proxied, NO_PROXY: "::1,[fd00::1]:5000" }, "p"],
    ["https://r.example/v2/", { HTTPS_PROXY: "socks5://p:1080" }, /a proxy for socks5/],
    ["https://r.example/v2/", { HTTPS_PROXY: "http://:::" }, /no address/],
    ["https://r.example/v2/", { HTTPS_PROXY: "http://:::", NO_PROXY: "r.example" }, undefined],
  ];
  for (const [url, environment, wanted] of cases) {
    const proxy = proxyFor(new URL(url), environment);
    if (wanted instanceof RegExp) assert.match(proxy && "reason" in proxy ? proxy.reason : "", wanted, url);
    else assert.equal(proxy && "host" in proxy ? proxy.host : undefined, wanted, `${url} ${environment.NO_PROXY}`);
  }
});

test("a proxy is asked for a tunnel, and what it refuses is told", async () => {
  for (const [answer, reason] of [
    ["403 Forbidden", /does not lead to r\.example$/],
    ["407 Proxy Authentication Required", /asks for a login$/],
  ] as const) {
    const asked: string[] = [];
    const proxy = createServer().on("connect", (request, socket) => {
      asked.push(`${request.url} ${request.headers["proxy-authorization"]}`);
      socket.end(`HTTP/1.1 ${answer}\r\n\r\n`);
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const { port } = proxy.address() as AddressInfo;
    const address = new URL(`http://a:b%25%zz@127.0.0.1:${port}`);
    const opening = tunnel(new URL("https://r.example/v2/"), address, new AbortController().signal);
    await assert.rejects(opening, ({ message }: Error) => reason.test(message) && !/b%/.test(message));
    assert.deepEqual(asked, [`r.example:443 Basic ${Buffer.from("a:b%25%zz").toString("base64")}`]);
    proxy.close();
  }
});

test("a proxy that is asked encrypted has to be vouched for", async () => {
  const proxy = createSecureServer(selfSigned());
  proxy.on("connect", (_, socket) => socket.end());
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as AddressInfo;
  const address = new URL(`https://127.0.0.1:${port}`);
  const opening = tunnel(new URL("https://r.example/v2/"), address, new AbortController().signal);
  await assert.rejects(opening, /has a certificate that is not trusted$/);
  proxy.close();
});

describe("mirrors of Docker Hub", () => {
  /** The hosts that are asked about an image, and what is told: Docker Hub itself is behind a proxy that refuses. */
  async function asking(image: string, mirrors: readonly string[], findLogin?: RegistryOptions["findLogin"]) {
    const before = process.env.HTTPS_PROXY;
    process.env.HTTPS_PROXY = "socks5://127.0.0.1";
    try {
      return await openRegistry({ findLogin, findMirrors: mirrorsOf(mirrors) }).digest(parseReference(image));
    } finally {
      if (before === undefined) delete process.env.HTTPS_PROXY;
      else process.env.HTTPS_PROXY = before;
    }
  }

  test("are asked in its place, in their order, and with their own login", async () => {
    const empty = await startRegistry((_, response) => sendError(response, 404, "MANIFEST_UNKNOWN"));
    const full = await startRegistry((request, response) =>
      request.headers.authorization === basic
        ? sendIndex(request, response)
        : sendError(response, 401, "UNAUTHORIZED", { "www-authenticate": 'Basic realm="here"' }),
    );
    const hosts: string[] = [];
    const find = async (host: string) => {
      hosts.push(host);
      return login;
    };
    const told = await asking("node:24", [`http://${empty.host}`, `http://${full.host}/`], find);
    assert.deepEqual(told, found);
    assert.deepEqual(empty.asked.slice(0, 1), ["HEAD /v2/library/node/manifests/24"]);
    assert.deepEqual(hosts, [full.host]);
    // What they do not have, and what they are no mirrors of, its own registry is asked for.
    const absent = await asking("node:24", [`http://${empty.host}`]);
    assert.match(reasonOf(absent), /^HTTPS_PROXY names a proxy for socks5/);
    const { length } = full.asked;
    await asking("ghcr.io/a/b:1", [`http://${full.host}`]);
    assert.equal(full.asked.length, length);
    empty.close();
    full.close();
  });

  test("that cannot be asked are told, when nobody else knows", async () => {
    for (const [mirror, reason] of [
      ["http://mirror.example", /^the mirror mirror\.example is not encrypted, and /],
      ["https://mirror.example/path", /is named with more than its host/],
      ["https://user:secret@mirror.example", /^the mirror mirror\.example is named with more/],
      ["::", /is no address/],
    ] as const) {
      const told = reasonOf(await asking("node:24", [mirror]));
      assert.match(told, reason);
      assert.ok(!told.includes("secret"));
    }
  });

  test("are those that docker's own file names where none is set", async () => {
    const folder = temporaryFolder();
    const environment = { DOCKER_CONFIG: folder, XDG_CONFIG_HOME: folder, ProgramData: folder };
    const addresses = async (named: readonly string[]) => (await mirrorsOf(named, environment)()).map(String);
    writeFileSync(path.join(folder, "daemon.json"), "{");
    assert.deepEqual(await addresses([]), []);
    writeFileSync(path.join(folder, "daemon.json"), JSON.stringify({ "registry-mirrors": ["https://m.example/", 1] }));
    assert.deepEqual(await addresses([]), ["https://m.example/"]);
    assert.deepEqual(await addresses(["other.example:5000"]), ["https://other.example:5000/"]);
  });
});

describe("redirects", () => {
  test("credentials do not follow to another host, nor come back", async () => {
    const other = await startRegistry((request, response) => sendIndex(request, response));
    const { told, authorizations } = await digestFrom(
      (request, response) =>
        request.headers.authorization === basic
          ? response.writeHead(307, { location: `http://user:pw@${other.host}/elsewhere` }).end()
          : sendError(response, 401, "UNAUTHORIZED", { "www-authenticate": 'Basic realm="here"' }),
      { findLogin: async () => login },
    );
    other.close();
    assert.deepEqual(told, found);
    assert.deepEqual(authorizations, [undefined, basic]);
    assert.deepEqual([other.asked, other.authorizations], [["HEAD /elsewhere"], [undefined]]);
  });

  test("another host cannot say that an image is not there, nor ask for a login", async () => {
    for (const status of [404, 401]) {
      const other = await startRegistry((_, response) =>
        sendError(response, status, "MANIFEST_UNKNOWN", { "www-authenticate": 'Basic realm="there"' }),
      );
      const { told } = await digestFrom(
        (_, response) => response.writeHead(302, { location: `http://${other.host}/x` }).end(),
        { findLogin: async () => login },
      );
      other.close();
      assert.equal(told.state, "unknown");
      assert.ok(other.authorizations.every((it) => it === undefined));
    }
  });

  test("they end", async () => {
    const { told, asked } = await digestFrom((request, response) =>
      response.writeHead(302, { location: `${request.url}x` }).end(),
    );
    assert.match(reasonOf(told), /again and again/);
    assert.equal(asked.length, 4);
    const nowhere = await digestFrom((_, response) =>
      response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    );
    assert.match(reasonOf(nowhere.told), /nowhere/);
    const plain = await digestFrom((_, response) => response.writeHead(302, { location: "http://h.example/" }).end());
    assert.match(reasonOf(plain.told), /without encryption/);
  });

  test("nobody else leads to this machine, or to plain HTTP", () => {
    const from = new URL("https://registry.example/v2/");
    assert.match(obstacle(new URL("https://127.0.0.1/"), from) ?? "", /leads to this machine/);
    assert.match(obstacle(new URL("http://localhost:80/"), from) ?? "", /leads to this machine/);
    assert.match(obstacle(new URL("http://registry.example/"), from) ?? "", /without encryption/);
    assert.equal(obstacle(new URL("https://cdn.example/"), from), undefined);
  });
});

describe("patience", () => {
  test("Retry-After is waited for in time only", async () => {
    let times = 0;
    const soon = await digestFrom((request, response) =>
      times++ === 0
        ? sendError(response, 429, "TOOMANYREQUESTS", { "retry-after": "0" })
        : sendIndex(request, response),
    );
    assert.deepEqual(soon.told, found);
    const late = await digestFrom((_, response) => sendError(response, 429, "X", { "retry-after": "3600" }));
    assert.match(reasonOf(late.told), /asked too often/);
    assert.equal(late.asked.length, 1);
    const always = await digestFrom((_, response) => sendError(response, 503, "X", { "retry-after": "0" }));
    assert.match(reasonOf(always.told), /status 503/);
    assert.equal(always.asked.length, 3);
  });

  test("one that says nothing is not waited for, and not asked again", async () => {
    const registry = await startRegistry(() => {});
    const client = openRegistry({ request: 100 });
    const one = await client.digest(imageAt(registry, "team/app:1"));
    const two = await client.digest(imageAt(registry, "team/app:2"));
    registry.close();
    assert.match(reasonOf(one), /takes too long/);
    assert.match(reasonOf(two), /takes too long/);
    assert.equal(registry.asked.length, 1);
  });

  test("one that goes on for ever is left", async () => {
    const { told } = await digestFrom(
      (_, response) => {
        response.writeHead(200, { "content-type": indexType });
        const timer = setInterval(() => response.write(" "), 10);
        response.on("close", () => clearInterval(timer));
      },
      { request: 100 },
    );
    assert.match(reasonOf(told), /takes too long|something else/);
  });

  test("an answer that is cut is none", async () => {
    const registry = await startRegistry((_, response) => {
      response.writeHead(200, { "content-type": indexType, "content-length": "1000" });
      response.write("{");
      setTimeout(() => response.destroy(), 20);
    });
    const told = await openRegistry().verifiedDigest(imageAt(registry, "team/app:1"));
    registry.close();
    assert.match(reasonOf(told), /broke off/);
  });

  test("an answer that is too large is not read", async () => {
    const registry = await startRegistry((_, response) => {
      response.writeHead(200, { "content-type": indexType });
      response.end(Buffer.alloc(5_000_000, " "));
    });
    const told = await openRegistry().verifiedDigest(imageAt(registry, "team/app:1"));
    registry.close();
    assert.match(reasonOf(told), /too large/);
  });

  test("it can be called off, and asked again", async () => {
    let isOpen = false;
    const controller = new AbortController();
    const registry = await startRegistry((request, response) => {
      if (isOpen) sendIndex(request, response);
      else controller.abort();
    });
    const client = openRegistry();
    const image = imageAt(registry, "team/app:1");
    const told = await client.digest(image, controller.signal);
    isOpen = true;
    const again = await client.digest(image);
    registry.close();
    assert.match(reasonOf(told), /called off/);
    assert.deepEqual(again, found);
  });

  test("nobody is there", async () => {
    const registry = await startRegistry(() => {});
    registry.close();
    assert.match(reasonOf(await openRegistry().digest(imageAt(registry, "a:1"))), /refuses connections/);
  });
});

describe("tags", () => {
  async function tagsFrom(answer: Answering) {
    const registry = await startRegistry(answer);
    const told = await openRegistry().tags(imageAt(registry, "team/app:1"));
    registry.close();
    return { told, ...registry };
  }

  test("are read page by page", async () => {
    const { told } = await tagsFrom((request, response) => {
      const isFirst = !request.url?.includes("last=");
      const headers = isFirst ? { link: '</v2/team/app/tags/list?last=2&n=2>; rel="next"' } : {};
      response.writeHead(200, headers);
      response.end(JSON.stringify({ tags: isFirst ? ["1", "2"] : ["3", "not a tag", 4] }));
    });
    assert.deepEqual(told, { state: "found", value: { tags: ["1", "2", "3"], isComplete: true } });
  });

  test("a list without an end has one, and leads nowhere else", async () => {
    let page = 0;
    const endless = await tagsFrom((_, response) => {
      response.writeHead(200, { link: `</v2/team/app/tags/list?last=${page++}>; rel="next"` });
      response.end(JSON.stringify({ tags: [`t${page}`] }));
    });
    assert.equal(endless.asked.length, 20);
    assert.equal(endless.told.state === "found" && endless.told.value.isComplete, false);
    const away = await tagsFrom((_, response) => {
      response.writeHead(200, { link: '<http://127.0.0.1:1/v2/x/tags/list>; rel="next"' });
      response.end(JSON.stringify({ tags: ["1"] }));
    });
    assert.deepEqual(away.told, { state: "found", value: { tags: ["1"], isComplete: false } });
  });

  test("are not sent again where they are still the same", async () => {
    const conditions: (string | undefined)[] = [];
    let pages = 1;
    const registry = await startRegistry((request, response) => {
      conditions.push(request.headers["if-none-match"]);
      if (request.headers["if-none-match"] === '"one"') return response.writeHead(304).end();
      const isLast = pages === 1 || request.url?.includes("last=");
      const link = isLast ? {} : { link: '</v2/team/app/tags/list?last=1>; rel="next"' };
      response.writeHead(200, { etag: '"one"', ...link });
      response.end(JSON.stringify({ tags: [isLast ? "2" : "1"] }));
    });
    const answers = new Map<string, KeptAnswer>();
    const ask = () => openRegistry({ kept: answers }).tags(imageAt(registry, "team/app:1"));
    const first = await ask();
    assert.deepEqual(await ask(), first);
    assert.deepEqual(conditions, [undefined, '"one"']);
    // Of several pages, the mark of one says nothing of the others.
    answers.clear();
    conditions.length = 0;
    pages = 2;
    await ask();
    await ask();
    registry.close();
    assert.deepEqual(conditions, [undefined, undefined, undefined, undefined]);
  });

  test("a repository that is not there has none", async () => {
    const { told } = await tagsFrom((_, response) => sendError(response, 404, "NAME_UNKNOWN"));
    assert.deepEqual(told, { state: "absent" });
  });
});

test("no other host is asked than that of the image", async () => {
  const registry = await startRegistry((request, response) => sendIndex(request, response));
  const hosts = await hostsAskedBy(async () => {
    const client = openRegistry();
    await client.digest(imageAt(registry, "team/app:1"));
    await client.tags(imageAt(registry, "team/app:1"));
    await client.digest(parseReference("no image:at all"));
  });
  registry.close();
  assert.deepEqual([...new Set(hosts)], ["127.0.0.1"]);
  assert.equal(hosts.length, 2);
});
