import type { Cases } from "../cases";

const policy = { labelSchema: { url: "url", text: "text" } } as const;

export default {
  invalid: [
    ['FROM a\nLABEL url=[|"not a url"|] text=b', undefined, { policy }],
    ["LABEL url=[|example.com|]", undefined, { policy, message: '"example.com"' }],
  ],
  valid: [
    ["FROM a\nLABEL url=https://b.example/c\nLABEL url=git+ssh://b/c", { policy }],
    ['FROM a\nLABEL url="" text=b url=$URL other=c', { policy }],
    ["FROM a\nONBUILD LABEL url=b", { policy }],
    "FROM a\nLABEL url=b",
  ],
} satisfies Cases;
