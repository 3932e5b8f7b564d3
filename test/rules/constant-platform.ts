import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM [|--platform=linux/amd64|] a AS b\nRUN x", "FROM a AS b\nRUN x"],
    ["FROM [|--platform=arm64|] a", "FROM a"],
    ['FROM \\\n  [|--platform="linux"|] \\\n  a', "FROM \\\n  a"],
    ["FROM \\\n  # why\n  [|--platform=linux/amd64|] \\\n  a", undefined],
    ["FROM [|--platform=linux/x86_64|] a AS x86_64", "FROM a AS x86_64"],
  ],
  valid: [
    "FROM --platform=$BUILDPLATFORM a",
    'FROM --platform="${TARGETPLATFORM:-linux/amd64}" a',
    "FROM --platform=linux/amd64 a AS build_amd64",
    "FROM --platform=linux/amd64 a AS Linux",
    "FROM --platform=linux/aarch64 a AS arm64",
    "FROM --platform= a",
    "FROM --platform=foobar a",
    "FROM a",
  ],
} satisfies Cases;
