import type { Cases } from "../cases";

const policy = { labelSchema: { it: "text", url: "url" } } as const;

export default {
  invalid: [['FROM a\nLABEL [|it|]="" other="" [|url|]=', undefined, { policy }]],
  valid: [['FROM a\nLABEL it=b other=""', { policy }], ["FROM a\nLABEL it=$B", { policy }], 'FROM a\nLABEL it=""'],
} satisfies Cases;
