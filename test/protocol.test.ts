/** What is answered whatever is asked: called-off and late requests. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Message, RequestMessage } from "vscode-languageserver";
import { lateRequest, orderly } from "../server/lsp/protocol";

const request = (id: number, method: string) => ({ jsonrpc: "2.0", id, method }) as RequestMessage;

describe("a connection", () => {
  test("answers what is called off before it is looked at", () => {
    const cancel = orderly().connectionStrategy?.cancelUndispatched;
    assert.equal(cancel?.(request(1, "textDocument/hover"), () => undefined)?.error?.code, -32800);
  });

  test("passes no request on after shutdown, and all else", () => {
    const { messageStrategy } = orderly();
    const passed: unknown[] = [];
    const methodOf = (message: Message) => ("method" in message ? message.method : undefined);
    const handle = (message: Message) =>
      messageStrategy?.handleMessage(message, (it) => void passed.push(methodOf(it)));
    handle(request(1, "textDocument/hover"));
    handle(request(2, "shutdown"));
    handle(request(3, "textDocument/hover"));
    handle({ jsonrpc: "2.0", method: "exit" } as Message);
    assert.deepEqual(passed, ["textDocument/hover", "shutdown", lateRequest, "exit"]);
  });
});
