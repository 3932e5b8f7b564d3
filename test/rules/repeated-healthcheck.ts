import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\n[|HEALTHCHECK|] --interval=5s \\\n  CMD b\nHEALTHCHECK NONE\n", "FROM a\nHEALTHCHECK NONE\n"],
    ["FROM a\n[|HEALTHCHECK|] NONE\nHEALTHCHECK CMD b\n", "FROM a\nHEALTHCHECK CMD b\n"],
  ],
  valid: ["FROM a\nHEALTHCHECK CMD b", "FROM a\nHEALTHCHECK CMD b\nFROM a\nHEALTHCHECK CMD c"],
} satisfies Cases;
