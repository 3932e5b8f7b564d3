import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a AS b\nFROM scratch\nCOPY --from=b [|/|] /", undefined],
    ["FROM a\nCOPY --chown=x --from=b:1 [|/.|] /", undefined, { message: "b:1" }],
    ['FROM a\nCOPY --from=b ["/etc", [|"/"|], "/"]', undefined],
  ],
  valid: [
    "FROM a\nCOPY / /",
    "FROM a\nCOPY --from=b / /rootfs",
    "FROM a\nCOPY --from=b /app /",
    "FROM a\nCOPY --from=b",
  ],
} satisfies Cases;
