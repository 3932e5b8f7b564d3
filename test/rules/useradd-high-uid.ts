import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN [|useradd|] -u 123456 app", "RUN useradd -l -u 123456 app"],
    ["ONBUILD RUN a && sudo [|useradd|] -m --uid=1234567 app", "ONBUILD RUN a && sudo useradd -l -m --uid=1234567 app"],
    [
      'FROM debian\nARG ID=999999999\nRUN [|useradd|] -mu "${ID}" app',
      'FROM debian\nARG ID=999999999\nRUN useradd -l -mu "${ID}" app',
      { message: "999999999" },
    ],
    ["RUN sh -c '[|useradd|] -u 123456 app'", undefined],
  ],
  valid: [
    "RUN useradd -u 12345 app && useradd app && useradd -l -u 123456 b && useradd --no-log-init --uid 1234567 c",
    "ARG ID\nFROM debian\nRUN useradd -u $ID app",
    "RUN adduser -u 123456 app",
  ],
} satisfies Cases;
