import type { Cases } from "../cases";

export default {
  invalid: [
    [
      'FROM debian\nARG DIR\nRUN rm -rf [|$DIR|]/* && cd [|${DIR}|] && ls "$DIR"',
      'FROM debian\nARG DIR\nRUN rm -rf "$DIR"/* && cd "${DIR}" && ls "$DIR"',
    ],
    [
      "FROM debian\nRUN for ff in *; do cp --to=[|$ff|]/x [|$ff|]-[|$gg|] 'a'[|$ff|]; done",
      'FROM debian\nRUN for ff in *; do cp "--to=$ff/x" "$ff-$gg" \'a\'"$ff"; done',
    ],
    [
      "FROM debian\nRUN XX=$(cat x) && [ [|$XX|] = y ]",
      'FROM debian\nRUN XX=$(cat x) && [ "$XX" = y ]',
      { message: "$XX" },
    ],
    ["ONBUILD RUN echo [|$MISSING_QUOTES_X|]", 'ONBUILD RUN echo "$MISSING_QUOTES_X"'],
    ["FROM debian\nRUN a [|${XX:-b}|]$(c)\\\n  d", 'FROM debian\nRUN a "${XX:-b}$(c)"\\\n  d'],
  ],
  valid: [
    "FROM debian\nARG DIR=/x\nENV A=b\nRUN rm -rf $DIR/* $A \"$B\" '$C' \\$D",
    "FROM debian\nRUN apt-get install $PACKAGES $OPTS $list && curl https://x/$NAME.tgz && wget a-$VERSION",
    "FROM debian\nRUN kill $! && echo $? $# $1 $@ ${#X} ${X:+--y $X}",
    "FROM debian\nRUN X=$(uname -m) && Y=a-b && cp $X $Y",
    "FROM debian\nRUN [[ $X = y ]] && A=$X && export B=$X && eval $X && $X a > $Y",
    'FROM debian\nRUN ["a", "$X"]',
    "FROM debian\nRUN bash -c 'a $X' && cat <<E\n$X\nE\n",
    "FROM debian\nCMD a $X",
    "FROM mcr.microsoft.com/windows/servercore\nRUN a $X",
  ],
} satisfies Cases;
