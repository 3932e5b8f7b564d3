/** What the protocol asks of every server, whatever it serves. */

import { type ConnectionOptions, ErrorCodes, LSPErrorCodes, type Message, ResponseError } from "vscode-languageserver";

/** What no client sends: what it asks for after `shutdown` is answered by this name. */
export const lateRequest = "drydock/late";

/** For each connection anew: requests that are called off before they are looked at are not looked at, nor are late ones. */
export function orderly(): ConnectionOptions {
  let isShutDown = false;
  return {
    connectionStrategy: {
      // Whose answer it is, the connection puts in.
      cancelUndispatched: () => ({ jsonrpc: "2.0", id: null, error: calledOff().toJson() }),
    },
    messageStrategy: {
      handleMessage(message, next) {
        const request = requestIn(message);
        const isLate = isShutDown && request !== undefined;
        if (request === "shutdown") isShutDown = true;
        next(isLate ? ({ ...message, method: lateRequest } as Message) : message);
      },
    },
  };
}

/** The answer to a late request. */
export function late(): ResponseError<never> {
  return new ResponseError(ErrorCodes.InvalidRequest, "The server has been shut down");
}

/** The answer to a request that its client has called off. */
export function calledOff(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "Called off");
}

/** The method of a request; undefined for notifications and answers. */
function requestIn(message: Message): string | undefined {
  return "method" in message && "id" in message ? String(message.method) : undefined;
}
