import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\nEXPOSE [|80/TCP|] 53/udp [|53/Udp|]", "FROM a\nEXPOSE 80/tcp 53/udp 53/udp"],
    ['FROM a\nARG P=80\nEXPOSE [|"$P/TCP"|]', 'FROM a\nARG P=80\nEXPOSE "$P/tcp"'],
    ["FROM a\nARG P=80/TCP\nEXPOSE [|$P|]", undefined],
  ],
  valid: ["FROM a\nEXPOSE 80 80/tcp", "FROM a\nEXPOSE 80/HTTP", "FROM a\nEXPOSE $P/TCP"],
} satisfies Cases;
