import type { Cases } from "../cases";

const policy = { labelSchema: { it: "hash" } } as const;

export default {
  invalid: [["FROM a\nLABEL it=[|main|]\nLABEL it=[|1A2B3C4|]\nLABEL it=[|1a2b3c4d|]", undefined, { policy }]],
  valid: [
    ["FROM a\nLABEL it=1a2b3c4\nLABEL it=e5fa44f2b31c1fb553b6021e7360d07d5d91ff5e", { policy }],
    "FROM a\nLABEL it=b",
  ],
} satisfies Cases;
