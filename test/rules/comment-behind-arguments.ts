import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM debian\nARG LEVEL=1 [|# depth|]\n", "FROM debian\n# depth\nARG LEVEL=1\n"],
    ["ARG LEVEL=1 [|#depth|]\nFROM debian", "#depth\nARG LEVEL=1\nFROM debian"],
    ["FROM debian\nVOLUME /data   [|# state|]", "FROM debian\n# state\nVOLUME /data"],
    ["FROM debian\nWORKDIR /srv [|# it's here|]", "FROM debian\n# it's here\nWORKDIR /srv"],
    ["FROM debian\nCOPY a.conf /etc/ [|# note|]", "FROM debian\n# note\nCOPY a.conf /etc/"],
    ["FROM debian\nADD a.conf /etc/ [|# a longer note|]", "FROM debian\n# a longer note\nADD a.conf /etc/"],
    ["FROM debian\nCOPY a.conf \\\n  /etc/ [|# note|]", "FROM debian\n# note\nCOPY a.conf \\\n  /etc/"],
    ["FROM debian\nENV LEVEL one [|# depth|]", "FROM debian\n# depth\nENV LEVEL one", { message: "part of the value" }],
    ["FROM debian\nONBUILD VOLUME /data [|# state|]", undefined],
    [
      "FROM debian:13\nUSER nobody [|# me|]\nRUN id",
      "FROM debian:13\n# me\nUSER nobody\nRUN id",
      { severity: "error" },
    ],
    ["FROM x\nUSER 1000:1000 [|# app|]", "FROM x\n# app\nUSER 1000:1000", { severity: "error" }],
  ],
  valid: [
    "FROM debian\n# note\nARG A=1",
    'FROM debian\nARG A="1 # 2"',
    "FROM debian\nCOPY #a /b",
    "FROM debian\nENV LEVEL=1 # depth",
    'FROM debian\nENV LEVEL "one # depth"',
    "FROM debian\nCOPY a#b /c#d",
    'FROM debian\nVOLUME ["/data", "# a"]',
    "FROM debian\nCOPY a \\\n  # note\n  /etc/",
    "FROM debian\nCOPY <<EOF /etc/a\nx # y\nEOF",
    "FROM debian\nRUN ls # all",
  ],
} satisfies Cases;
