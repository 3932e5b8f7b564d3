import type { Cases } from "../cases";

export default {
  invalid: [
    ["ARG tag=1\nFROM a:${tag}[|${version}|]", undefined, { message: "empty" }],
    [
      "ARG MY_ARCH=amd64\nFROM --platform=linux/[|${MYARCH}|] a\n",
      "ARG MY_ARCH=amd64\nFROM --platform=linux/${MY_ARCH} a\n",
      { message: "did you mean MY_ARCH" },
    ],
    ["FROM --platform=[|$BULIDPLATFORM|] a", "FROM --platform=$BUILDPLATFORM a"],
    ["FROM a:[|${V:-1}|]", "ARG V\nFROM a:${V:-1}", { message: "default" }],
    ["from a\narg V=1\nfrom b:[|$V|]", "arg V=1\nfrom a\narg V=1\nfrom b:$V"],
    ["FROM a:[|${V:?none}|]", undefined, { message: "always fails" }],
    ["ARG A\nFROM a:${A:-[|$B|]}", undefined],
  ],
  valid: [
    "FROM ${-}",
    "ARG V\nFROM a:$V",
    "ARG A=1 B=2\nFROM a:$A$B",
    "FROM --platform=$BUILDPLATFORM a:$TARGETARCH",
    "FROM a:'$x'\\$y",
    "FROM a\nARG V=$X",
  ],
} satisfies Cases;
