import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM alpine\nCOPY [|<<E|] <<-F /b/\necho $foo '${bar:-x}' \\$x $1 $@\nE\n\t$PATH\n\tF\n",
      "FROM alpine\nCOPY <<\"E\" <<-F /b/\necho $foo '${bar:-x}' \\$x $1 $@\nE\n\t$PATH\n\tF\n",
      { message: "$foo, $bar, $1, $@ in" },
    ],
    [
      "FROM me/a\nADD [|<<-E|] /b\n\t$foo $1\n\tE",
      'FROM me/a\nADD <<-"E" /b\n\t$foo $1\n\tE',
      { message: "replaces $1 in" },
    ],
    [
      "FROM alpine\nCOPY [|<<E|] /b\necho ${1:?no name}\nE",
      'FROM alpine\nCOPY <<"E" /b\necho ${1:?no name}\nE',
      { message: "stops at ${1?…}" },
    ],
  ],
  valid: [
    "FROM alpine\nCOPY <<'E' /b\n$foo\nE",
    "FROM alpine\nRUN <<E\n$foo\nE",
    "FROM alpine\nENV A=1\nCOPY <<E /b\n$foo $A\nE",
    "ARG A\nFROM alpine\nCOPY <<E /b\n$A\nE",
    "FROM me/a\nCOPY <<E /b\n$foo\nE",
    "FROM alpine\nCOPY <<E /b\nplain\nE",
  ],
} satisfies Cases;
