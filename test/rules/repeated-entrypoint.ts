import type { Cases } from "../cases";

export default {
  invalid: [["FROM a\n[|ENTRYPOINT|] b\nENTRYPOINT c\n", "FROM a\nENTRYPOINT c\n"]],
  valid: ["FROM a\nENTRYPOINT b\nCMD c", "FROM a\nONBUILD ENTRYPOINT b\nENTRYPOINT c"],
} satisfies Cases;
