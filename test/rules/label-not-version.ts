import type { Cases } from "../cases";

const policy = { labelSchema: { it: "semver" } } as const;

export default {
  invalid: [['FROM a\nLABEL it=[|v1.2.3|]\nLABEL it=[|1.2|]\nLABEL it=[|"1.2.3 "|]', undefined, { policy }]],
  valid: [["FROM a\nLABEL it=2.0.1-rc1\nLABEL it=1.0.0+build.5", { policy }], "FROM a\nLABEL it=b"],
} satisfies Cases;
