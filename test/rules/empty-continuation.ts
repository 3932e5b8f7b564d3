import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\nRUN b \\\n  \n\n  # c\n\n  [|&& d|]\nCMD e\n", "FROM a\nRUN b \\\n  # c\n  && d\nCMD e\n"],
    ["FROM a\nEXPOSE \\\n\n[|80|]\nRUN b \\\n\n [|c|]", "FROM a\nEXPOSE \\\n80\nRUN b \\\n c"],
    ["FROM a\nRUN b \\\n[||]\n", "FROM a\nRUN b\n"],
    ["FROM a\nRUN b \\\n\n  [|cat <<E|]\nx\n\nE\nCMD c", "FROM a\nRUN b \\\n  cat <<E\nx\n\nE\nCMD c"],
  ],
  valid: ["FROM a\nRUN b \\\n# c\n  d", "FROM a\n\nRUN b\n\n", "FROM a\nRUN b \\\n", "FROM a\nRUN <<E\nb \\\n\nc\nE"],
} satisfies Cases;
