import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a AS b\nHEALTHCHECK CMD c\n[|FROM|] d", undefined],
    ["FROM a AS b\nFROM b AS c\nHEALTHCHECK CMD d\n[|FROM|] b", undefined],
    ["[|FROM|] node:24\nEXPOSE $PORT 53/udp\nCMD b", undefined],
    ["[|FROM|] a\nONBUILD HEALTHCHECK CMD b", undefined],
  ],
  valid: ["FROM a\nHEALTHCHECK NONE", "FROM a AS b\nHEALTHCHECK CMD c\nFROM b AS d\nFROM d", ""],
} satisfies Cases;
