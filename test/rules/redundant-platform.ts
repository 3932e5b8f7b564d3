import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM [|--platform=$TARGETPLATFORM|] a AS b", "FROM a AS b"],
    ["FROM [|--platform=${TARGETPLATFORM}|] a", "FROM a"],
    ['FROM [|--platform="${TARGETPLATFORM:-linux/amd64}"|] a', "FROM a"],
    ["FROM \\\n  # why\n  [|--platform=$TARGETPLATFORM|] a", undefined],
  ],
  valid: [
    "FROM --platform=$TARGETOS/$TARGETARCH a",
    "FROM --platform=$TARGETPLATFORM/v8 a",
    "FROM --platform=$BUILDPLATFORM a",
    "FROM --platform=TARGETPLATFORM a",
    "FROM --platform=${TARGETPLATFORM:+linux} a",
  ],
} satisfies Cases;
