import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\nCOPY b c [|d|]\n", "FROM a\nCOPY b c d/\n"],
    ['FROM a\nCOPY b c [|"d"|]', 'FROM a\nCOPY b c "d/"'],
    ['FROM a\nCOPY ["b", "c", [|"d e"|]]', 'FROM a\nCOPY ["b", "c", "d e/"]'],
    ["FROM a\nADD --chown=x b c \\\n  [|/d|]", "FROM a\nADD --chown=x b c \\\n  /d/"],
    ["FROM a\nCOPY b c [|$X/d|]", "FROM a\nCOPY b c $X/d/"],
    ["FROM a\nARG D=/d\nCOPY b c [|$D|]", "FROM a\nARG D=/d\nCOPY b c $D/"],
    ["FROM a\nCOPY b c [|${D:-x}|]", "FROM a\nCOPY b c ${D:-x}/"],
    ["FROM a\nCOPY b <<E [|d|]\nE", "FROM a\nCOPY b <<E d/\nE"],
    ["FROM a\nONBUILD COPY b c [|d|]", "FROM a\nONBUILD COPY b c d/"],
  ],
  valid: [
    "FROM a\nCOPY b d",
    "FROM a\nCOPY b c d/",
    "FROM a\nCOPY b c .\nCOPY b c ./..",
    "FROM a\nCOPY b c $D\nCOPY b c d$D",
    'FROM a\nCOPY ["b", "c", "C:\\\\d\\\\"]',
  ],
} satisfies Cases;
