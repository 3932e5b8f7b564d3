import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\nEXPOSE 80 [|65536|]", undefined, { message: "65536" }],
    ["FROM a\nEXPOSE [|40000-80000/tcp|]", undefined, { message: "80000" }],
    ["FROM a\nARG PORT=70000\nEXPOSE [|$PORT|]", undefined],
    ["EXPOSE [|127.0.0.1:80:80000|]", undefined],
  ],
  valid: [
    "FROM a\nEXPOSE 65535 0",
    "FROM a\nEXPOSE 40000-$END",
    "FROM a\nARG PORT\nEXPOSE $PORT",
    "FROM a\nEXPOSE http",
  ],
} satisfies Cases;
