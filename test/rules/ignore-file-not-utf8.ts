import type { Cases } from "../cases";

export default {
  invalid: [["[|\ufffd\ufffda\0|]\n\0b\0", undefined]],
  valid: ["\ufeffnode_modules\n", "häuser\n", ""],
} satisfies Cases;
