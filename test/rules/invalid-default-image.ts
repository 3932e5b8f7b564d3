import type { Cases } from "../cases";

export default {
  invalid: [
    ["ARG VERSION\nFROM [|busybox:$VERSION|]", undefined, { message: '"busybox:"' }],
    ["ARG IMAGE\nFROM [|$IMAGE|]", undefined, { message: "no image" }],
    ['ARG SFX="box:"\nFROM [|busy${SFX}|]', undefined],
    ["ARG A\nFROM [|${A:+b}|]", undefined],
    ["FROM [|b:$UNDECLARED|]", undefined],
    ["ARG S=Base\nFROM a AS Base\nFROM [|$S|]", undefined, { message: "lower case" }],
  ],
  valid: [
    'ARG V="latest"\nFROM busybox:${V}',
    'ARG V=""\nFROM busybox:stable${V}',
    "ARG V\nFROM busybox:stable${V}",
    "ARG V\nFROM alpine:${V:-3.14}",
    "FROM busybox:$TARGETARCH",
    "FROM Ubuntu",
    "ARG V=1.2\nARG W=${V%.*}\nFROM a:$W",
    "ARG V\nFROM a${V-:1}",
    "ARG S=base\nFROM a AS base\nFROM $S",
  ],
} satisfies Cases;
