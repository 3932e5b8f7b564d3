import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\nONBUILD [|ONBUILD|] RUN x\n", "FROM a\nONBUILD RUN x\n"],
    ["FROM a\nONBUILD [|MAINTAINER|] b", 'FROM a\nONBUILD LABEL org.opencontainers.image.authors="b"'],
    ["FROM a\nONBUILD [|FROM|] b", undefined],
    ["ONBUILD [|onbuild|]", undefined],
  ],
  valid: ["FROM a\nONBUILD RUN x", "FROM a\nONBUILD COPY a b", "FROM a\nONBUILD", "FROM a\nMAINTAINER b"],
} satisfies Cases;
