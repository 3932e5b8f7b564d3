import type { Cases } from "../cases";

const policy = { labelSchema: { it: "email" } } as const;

export default {
  invalid: [['FROM a\nLABEL it=[|b|]\nLABEL it=[|"Ada <b@c.example>"|]', undefined, { policy }]],
  valid: [["FROM a\nLABEL it=b.c+d@e.example\nLABEL it=b@localhost", { policy }], "FROM a\nLABEL it=b"],
} satisfies Cases;
