import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM debian\nRUN cp a [|$(cat t)|]/ && cd [|`cat x`|]", 'FROM debian\nRUN cp a "$(cat t)/" && cd "`cat x`"'],
    [
      "ONBUILD RUN [ [|$(cat x)|] = y ] && curl -o [|$(find x)|]*.z",
      'ONBUILD RUN [ "$(cat x)" = y ] && curl -o "$(find x)"*.z',
    ],
  ],
  valid: [
    'FROM debian\nRUN make -j$(nproc) && cp "$(cat x)" a-$(uname -m) && apk add $(cat list) && rm `find x`',
    "FROM debian\nRUN A=$(cat x) && export B=$(cat x) && echo $(cat x) && $(cat x) a && [[ $(cat x) = y ]]",
    "FROM debian\nRUN bash -c 'cp $(cat x) y'",
  ],
} satisfies Cases;
