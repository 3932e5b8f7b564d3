import type { Cases } from "../cases";

const policy = { labelSchema: { it: "text" } } as const;

export default {
  invalid: [
    ["FROM [|a|]\nFROM [|b|]\nLABEL other=c", undefined, { policy }],
    ["FROM a AS b\nFROM [|b|]\nFROM b\nLABEL it=c", undefined, { policy, message: "it is" }],
    ["FROM [|a|] AS b\nFROM c\nLABEL it=d", undefined, { policy }],
    [
      "FROM [|a|]\nLABEL b=c",
      undefined,
      { policy: { labelSchema: { it: "text", url: "url" } }, message: "it, url are" },
    ],
  ],
  valid: [
    ["FROM a\nLABEL it=b", { policy }],
    ["FROM a AS b\nLABEL it=c\nFROM b", { policy }],
    ["FROM a AS b\nFROM c\nLABEL it=d\nCOPY --from=b /e /f", { policy }],
    ["", { policy }],
    "FROM a",
  ],
} satisfies Cases;
