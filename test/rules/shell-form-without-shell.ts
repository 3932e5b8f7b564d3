import type { Cases } from "../cases";

export default {
  invalid: [
    [
      'FROM scratch\nCOPY bot /bot\nRUN [|chmod +x /bot|]\nENTRYPOINT ["/bot"]',
      'FROM scratch\nCOPY --chmod=755 bot /bot\nENTRYPOINT ["/bot"]',
      { message: "scratch has no shell" },
    ],
    ["FROM scratch\nRUN [|echo a && echo b|]", undefined],
    [
      "FROM gcr.io/distroless/static-debian12:nonroot\nCMD [|/bot --serve|]",
      'FROM gcr.io/distroless/static-debian12:nonroot\nCMD ["/bot", "--serve"]',
      { message: "the container cannot start" },
    ],
    [
      'FROM gcr.io/distroless/nodejs22-debian12\nHEALTHCHECK CMD [|/nodejs/bin/node check.js || exit 1|]\nCMD ["server.js"]',
      'FROM gcr.io/distroless/nodejs22-debian12\nHEALTHCHECK CMD ["/nodejs/bin/node", "check.js"]\nCMD ["server.js"]',
    ],
    [
      "FROM scratch AS base\nCOPY bot /bot\nFROM base\nENTRYPOINT [|/bot|]",
      'FROM scratch AS base\nCOPY bot /bot\nFROM base\nENTRYPOINT ["/bot"]',
    ],
    // What the container starts is no folder, which might hold a shell.
    [
      "FROM debian:13 AS b\nRUN make\nFROM scratch\nCOPY --from=b /s/server .\nCMD [|./server|]",
      'FROM debian:13 AS b\nRUN make\nFROM scratch\nCOPY --from=b /s/server .\nCMD ["./server"]',
    ],
    [
      "FROM scratch\nCOPY server /\nENTRYPOINT [|/server --port 80|]",
      'FROM scratch\nCOPY server /\nENTRYPOINT ["/server", "--port", "80"]',
    ],
  ],
  valid: [
    // A folder with a shell in it.
    "FROM debian:13 AS b\nRUN make\nFROM scratch\nCOPY --from=b /s/rootfs /\nCMD /server",
    "FROM debian:13 AS b\nRUN make\nFROM scratch\nCOPY --from=b /s/server/ /\nCMD ./server",
    "FROM scratch\nADD alpine-minirootfs.tar.gz /\nRUN apk add curl",
    "FROM scratch\nCOPY --from=busybox /bin/sh /bin/sh\nRUN echo a",
    "FROM scratch\nCOPY --from=build / /\nRUN echo a",
    "FROM scratch\nCOPY rootfs /\nRUN echo a",
    "FROM alpine AS a\nFROM scratch\nCOPY --from=a / /\nRUN echo a",
    'FROM scratch\nRUN ["/bot", "prepare"]',
    "FROM gcr.io/distroless/python3-debian12\nCMD /app",
    "FROM gcr.io/distroless/base:debug\nRUN echo a",
    'FROM gcr.io/distroless/static\nSHELL ["/bot"]\nRUN echo a',
    "FROM alpine\nRUN echo a\nCMD a",
    "FROM example/app\nRUN echo a\nCMD a",
    'FROM scratch\nENTRYPOINT ["/bot"]\nCMD a',
    "ARG BASE=scratch\nFROM $BASE\nRUN echo a",
  ],
} satisfies Cases;
