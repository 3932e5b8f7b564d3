import type { Cases } from "../cases";

const shell = 'SHELL ["/bin/bash", "-c"]\n';

export default {
  invalid: [
    ["FROM debian\nRUN ln -sfv /bin/bash [|/bin/sh|]\n", `FROM debian\n${shell}`],
    ["FROM debian\nRUN rm /bin/sh && ln -s bash [|/bin/sh|] # x\n", undefined],
    ["FROM debian\nRUN rm /bin/sh && ln -s /bin/bash [|/bin/sh|]\nRUN a", `FROM debian\n${shell}RUN a`],
    [
      "FROM debian\n# x\nRUN apt-get update \\\n  && ln -snf /bin/bash [|/bin/sh|] \\\n  && b\n",
      `FROM debian\n${shell}# x\nRUN apt-get update \\\n  && b\n`,
    ],
    ["FROM debian\nRUN rm /bin/sh \\\n  && ln -s /bin/bash [|/bin/sh|]\nRUN a", `FROM debian\n${shell}RUN a`],
    ["FROM alpine\nRUN ln -sf /bin/busybox [|/bin/sh|]", undefined],
    ["ONBUILD RUN ln -sf /bin/bash [|/bin/sh|]", undefined],
    ["FROM debian\nRUN if a; then ln -sf bash [|/bin/sh|]; fi", undefined],
  ],
  valid: [
    "FROM debian\nRUN ln -sf /bin/true /sbin/initctl",
    "FROM debian\nRUN ln -s /bin/sh /usr/local/bin/sh && ln -s a b && c /bin/sh",
    "FROM debian\nCMD ln -s bash /bin/sh",
  ],
} satisfies Cases;
