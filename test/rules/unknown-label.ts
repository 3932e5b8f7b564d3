import type { Cases } from "../cases";

const policy = { labelSchema: { it: "text" }, strictLabels: true } as const;

export default {
  invalid: [
    ["FROM a\nLABEL it=b \\\n  [|other|]=c \\\n  [|more|]=d\nLABEL [|x|]=y\n", "FROM a\nLABEL it=b\n", { policy }],
  ],
  valid: [
    ["FROM a\nLABEL it=b $C=d", { policy }],
    ["FROM a\nLABEL other=b", { policy: { labelSchema: { it: "text" } } }],
    ["FROM a\nLABEL other=b", { policy: { strictLabels: true } }],
  ],
} satisfies Cases;
