import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a AS b\nFROM scratch\nCOPY --from=b [|/|] /", undefined],
    ["FROM a\nCOPY --chown=x --from=debian:13 [|/.|] /", undefined, { message: "debian:13" }],
    ['FROM a AS b\nFROM a\nCOPY --from=b ["/etc", [|"/"|], "/"]', undefined],
  ],
  valid: [
    "FROM a\nCOPY / /",
    "FROM scratch AS b\nCOPY x /bin/x\nFROM a\nCOPY --from=b / /",
    "FROM a\nCOPY --from=me/tools / /",
    "ARG A\nFROM scratch AS x-arm64\nFROM x-$A AS b\nFROM a\nCOPY --from=b / /",
    "ARG B\nFROM a\nCOPY --from=$B / /",
    "FROM a\nCOPY --from=b / /rootfs",
    "FROM a\nCOPY --from=b /app /",
    "FROM a\nCOPY --from=b",
  ],
} satisfies Cases;
