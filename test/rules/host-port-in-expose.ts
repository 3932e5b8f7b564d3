import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM a\nEXPOSE [|127.0.0.1:80:80|] [|[::1]:8080:8080|] [|5000:5000/udp|] 8000\n",
      "FROM a\nEXPOSE 80 8080 5000/udp 8000\n",
    ],
    ["FROM a\nEXPOSE [|3000-3002:4000-4002|]", "FROM a\nEXPOSE 4000-4002"],
    ["FROM a\nARG P=80\nEXPOSE [|$P:$P|]", undefined],
    ["FROM a\nEXPOSE [|127.0.0.1::80|]", "FROM a\nEXPOSE 80"],
  ],
  valid: ["FROM a\nEXPOSE 80 443/tcp 8000-8010", "FROM a\nEXPOSE :80", "FROM a\nEXPOSE ${P:-80}"],
} satisfies Cases;
