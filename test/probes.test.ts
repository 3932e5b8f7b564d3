/** Programs that ask by HTTP, as far as they are on this machine, ask a server. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import { findProgram, runProgram } from "../server/host/runProgram";
import { isAskable, probes, readAnswer } from "../server/proof/probes";

async function answerOf(program: string, words: readonly string[]): Promise<string> {
  return (await runProgram(program, words, { cwd: process.cwd(), timeout: 20_000 })).all;
}

describe("probes", () => {
  for (const { program, words } of probes) {
    test(program, async (context) => {
      const found = await findProgram(program);
      if (found === undefined) return context.skip("it is not here");
      const server = createServer(({ url }, response) => {
        response.statusCode = url === "/berths/4?all=1" ? 200 : 404;
        response.end(`first\n${"x".repeat(20_000)}\nthe last of ${url}`);
      }).listen(0, "127.0.0.1");
      try {
        await new Promise((resolve) => server.once("listening", resolve));
        const { port } = server.address() as AddressInfo;
        const ask = async (path: string, text?: string) => {
          const question = { path, text };
          return readAnswer(port, await answerOf(found, words(port, question)), question);
        };
        assert.deepEqual(await ask("/berths/4?all=1"), { port, status: 200 });
        assert.deepEqual(await ask("/berths/4?all=1", "the last of /berths/4"), { port, status: 200, hasText: true });
        assert.deepEqual(await ask("/berths/4?all=1", "nowhere"), { port, status: 200, hasText: false });
        assert.deepEqual(await ask("/"), { port, status: 404 });
      } finally {
        server.close();
      }
    });
  }

  test("paths that may stand in a question", () => {
    for (const path of ["/", "/a/b.html?c=d&e=%20f", "/~me/(1)*;x=!"]) assert.equal(isAskable(path), true, path);
    for (const path of ["", "a", "/a b", "/$(id)", "/`id`", "/'", '/"', "/\\", "/#{x}", "/@a", "/\n"])
      assert.equal(isAskable(path), false, path);
  });
});
