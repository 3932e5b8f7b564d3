import type { Cases } from "../cases";

export default {
  invalid: [
    ['FROM debian\nRUN [|echo|] "$(date -u | x)" > f && [|echo|] `pwd`', "FROM debian\nRUN date -u | x > f && pwd"],
    ["ONBUILD RUN [|echo|] $(a; b) \\\n && c", undefined],
  ],
  valid: [
    'FROM debian\nRUN echo a$(b) && echo -n $(b) && echo $(b) $(c) && echo $((1+2)) && echo "$(a) $(b)"',
    'FROM debian\nRUN echo "$x" && printf $(b)',
    "FROM debian\nCMD echo $(b)",
  ],
} satisfies Cases;
