import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM a\nENV A=1 \\\n    B=[|$A|]/b \\\n    C=${B2:-[|${A}|]}\n",
      "FROM a\nENV A=1\nENV B=$A/b\nENV C=${B2:-${A}}\n",
    ],
    ['FROM a\nENV A="x" B="[|$A|]/$AB" C=d', 'FROM a\nENV A="x"\nENV B="$A/$AB" C=d'],
    [
      "FROM a\nENV PATH=/b:$PATH PATH=/c:[|${PATH}|]",
      "FROM a\nENV PATH=/b:$PATH\nENV PATH=/c:${PATH}",
      { remains: true },
    ],
    ["FROM a\nenv A=1 \\\n  # why\n  B=[|$A|]", undefined],
    ["FROM a\nENV B=[|$A|] A=1", undefined],
    ["FROM a AS x\nENV A=1\nFROM b\nENV A=1 B=[|$A|]", "FROM a AS x\nENV A=1\nFROM b\nENV A=1\nENV B=$A"],
    ["ENV A=1 B=[|$A|]", "ENV A=1\nENV B=$A"],
    ["FROM node:24\nENV PATH=/b B=[|$PATH|]", "FROM node:24\nENV PATH=/b\nENV B=$PATH"],
  ],
  valid: [
    "FROM debian:13\nENV PATH=/a:$PATH M=/b T=/c:$PATH",
    "FROM me/a\nENV L=/a:$L X=/b:$L\nENV B=$PATH PATH=/b",
    "FROM a\nENV A=1\nENV A=2 B=$A",
    "FROM a\nARG A\nENV A=2 B=$A",
    "FROM a AS x\nENV A=1\nFROM x\nENV A=2 B=$A",
    "FROM a\nENV PATH=/b:$PATH",
    "FROM node:24\nENV B=$PATH PATH=/b:$PATH",
    "FROM a\nENV A=1 B=$AB C='$A' D=\\$A",
    "FROM a\nENV A $A",
  ],
} satisfies Cases;
