import type { Cases } from "../cases";

const policy = { labelSchema: { it: "spdx" } } as const;

export default {
  invalid: [["FROM a\nLABEL it=[|not-spdx|]\nLABEL it=[|mit|]", undefined, { policy }]],
  valid: [['FROM a\nLABEL it=MIT\nLABEL it="Apache-2.0"\nLABEL it=GPL-2.0', { policy }], "FROM a\nLABEL it=b"],
} satisfies Cases;
