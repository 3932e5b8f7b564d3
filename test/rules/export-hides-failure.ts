import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM debian\nRUN a && export [|X=$(cat b)|] && c", "FROM debian\nRUN a && X=$(cat b) && export X && c"],
    ['FROM debian\nRUN export [|X="`curl -s b`"|]; \\\n  c', 'FROM debian\nRUN X="`curl -s b`" && export X; \\\n  c'],
    ["FROM debian\nRUN f() { local [|x=$(a)|]; }; b || export [|y=$(c)|]; export [|d=$(e)|] f=g", undefined],
    ["ONBUILD RUN export [|A=$(uname -m | a s/x/y/)|]", "ONBUILD RUN A=$(uname -m | a s/x/y/) && export A"],
  ],
  valid: [
    "FROM debian\nRUN export A=b && export A && export B=$(uname -m) X=$(echo a | sed b) && C=$(cat d) && export C",
    'FROM debian\nRUN export PATH=$PATH:/x A="$B" && env A=$(b) c',
  ],
} satisfies Cases;
