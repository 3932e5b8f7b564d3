import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM debian\nRUN [|cat a.key|] | apt-key add - && b", "FROM debian\nRUN apt-key add - < a.key && b"],
    ['FROM debian\nRUN a && [|cat "$X"|] \\\n  | sudo xargs b > c', 'FROM debian\nRUN a && sudo xargs b < "$X" > c'],
    ["ONBUILD RUN [|cat a|] | while read x; do y; done", undefined, { message: "read a itself" }],
    ["FROM debian\nRUN [|cat a|] \\\n  # x\n  | b\n", undefined],
  ],
  valid: [
    "FROM debian\nRUN cat a b | c; cat a* | c; cat -n a | c; cat $X | c; cat | c; cat a > b",
    "FROM debian\nRUN a | cat b | c && cat <<E | d\nx\nE\n",
    'FROM debian\nRUN bash -c "cat a | b"',
    "FROM debian\nCMD cat a | b",
  ],
} satisfies Cases;
