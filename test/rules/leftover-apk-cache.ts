import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN apk [|add|] flex=2", "RUN apk add --no-cache flex=2"],
    ["ONBUILD RUN apk -q [|add|] -t .deps a", "ONBUILD RUN apk -q add --no-cache -t .deps a"],
    ["FROM alpine\nRUN apk --update [|add|] a", "FROM alpine\nRUN apk --no-cache add a"],
    [
      "FROM alpine\nRUN apk update \\\n && apk [|add|] a \\\n # x\n && apk [|add|] b \\\n && rm -rf /var/cache/apk/*\n",
      "FROM alpine\nRUN apk add --no-cache a \\\n # x\n && apk add --no-cache b\n",
      { message: "With --no-cache" },
    ],
    ["FROM alpine\nRUN <<EOF\napk update\napk [|add|] a\nEOF", "FROM alpine\nRUN <<EOF\napk add --no-cache a\nEOF"],
    [
      "FROM alpine\nRUN apk [|add|] -U a && rm -r /var/cache/apk",
      "FROM alpine\nRUN apk add --no-cache a && rm -r /var/cache/apk",
      { fix: "Add --no-cache" },
    ],
    [
      "FROM alpine\nRUN apk update || b; apk [|add|] -U a; rm -rf /var/cache/apk /tmp/x",
      "FROM alpine\nRUN apk update || b; apk add --no-cache a; rm -rf /var/cache/apk /tmp/x",
    ],
    ["FROM alpine\nRUN [|apk update|] && apk add --no-cache a", "FROM alpine\nRUN apk add --no-cache a"],
    ["FROM alpine\nRUN sh -c 'apk [|add|] a'", undefined],
    [
      "FROM alpine\nRUN --mount=type=tmpfs,target=/var/cache/foo apk [|add|] a",
      "FROM alpine\nRUN --mount=type=tmpfs,target=/var/cache/foo apk add --no-cache a",
    ],
  ],
  valid: [
    "FROM alpine:3.22\nRUN apk add --no-network /a.apk && apk --no-network add b",
    "FROM alpine\nRUN apk add --no-cache a && apk --no-cache add b",
    "RUN --mount=type=cache,target=/var/cache/apk apk add -U a",
    "RUN --mount=type=cache,target=/etc/apk/cache,sharing=locked apk add a",
    "RUN --mount=type=cache,target=$X apk add a",
    "FROM alpine\nRUN apk add $APK_OPTS a && apk del b",
    "FROM alpine\nRUN apk update",
    "FROM alpine AS a\nRUN apk add x\nFROM alpine\nCOPY --from=a /x /x",
    "FROM alpine\nRUN apk update && apk add --no-cache a && rm -rf /var/cache/apk/*",
  ],
} satisfies Cases;
