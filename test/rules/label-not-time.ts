import type { Cases } from "../cases";

const policy = { labelSchema: { it: "rfc3339" } } as const;

export default {
  invalid: [
    [
      "FROM a\nLABEL it=[|2026-11-23|]\nLABEL it=[|2026-13-01T00:00:00Z|]\nLABEL it=[|2026-11-23T10:00:00|]",
      undefined,
      { policy },
    ],
  ],
  valid: [
    ["FROM a\nLABEL it=2026-11-23T10:00:00Z\nLABEL it=2026-11-23T10:00:00.5+02:00\nLABEL it=$DATE", { policy }],
    "FROM a\nLABEL it=b",
  ],
} satisfies Cases;
