import type { Cases } from "../cases";

const context = { files: { a: "", "b.conf": "", "d/x": "", "e/y": "" } };

export default {
  invalid: [
    ["FROM a\nCOPY b c [|d|]\n", "FROM a\nCOPY b c d/\n", { message: "Unless d is" }],
    ["FROM debian\nCOPY b.c c.c [|d|]\n", "FROM debian\nCOPY b.c c.c d/\n", { message: "all 2 sources" }],
    [
      "FROM debian\nCOPY a b.conf [|/srv/x|]\n",
      "FROM debian\nCOPY a b.conf /srv/x/\n",
      { ...context, message: "all 2" },
    ],
    ["FROM debian\nRUN rm -r /srv\nCOPY a d [|/srv|]\n", "FROM debian\nRUN rm -r /srv\nCOPY a d /srv/\n", context],
    ["FROM scratch\nCOPY a b.conf [|/etc|]\n", "FROM scratch\nCOPY a b.conf /etc/\n", context],
    // A wildcard that matches several files.
    [
      "FROM debian\nCOPY *.c [|/srv/x|]\n",
      "FROM debian\nCOPY *.c /srv/x/\n",
      { files: { "a.c": "", "b.c": "" }, message: "all 2 sources" },
    ],
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
    // What is meant as the value of the flag is no source.
    "FROM node AS build\nFROM node\nCOPY --from build /bin/bash /my/bin/bash",
    "FROM debian\nCOPY build/<%= name %>.jar /app.jar\nCOPY {{ name }}.json /a.json",
    [
      "FROM debian\nCOPY *.c /srv/x\nCOPY *.* /srv/y\nCOPY *.c /etc",
      { files: { "a.c": "", "d.d/x": "", "d.d/y": "" } },
    ],
    "FROM debian\nCOPY *.c /srv/x",
    "FROM a\nCOPY b d",
    "FROM a\nCOPY b c d/",
    "FROM a\nCOPY b c .\nCOPY b c ./..",
    "FROM a\nCOPY b c $D\nCOPY b c d$D",
    'FROM a\nCOPY ["b", "c", "C:\\\\d\\\\"]',
    "FROM debian\nCOPY b c /etc\nCOPY b c /usr/local/bin\nCOPY b c /bin",
    "FROM me/unknown\nCOPY b c /etc\nADD b c /var/lib",
    "FROM debian\nWORKDIR /code\nCOPY b c /code\nRUN mkdir -p /x/y\nCOPY b c /x/y\nCOPY b c ../x",
    "FROM debian AS a\nRUN mkdir /x\nFROM a\nCOPY b c /x",
    ["FROM debian\nCOPY d e /x\nCOPY d b.conf /y\nCOPY a b.conf /y", context],
  ],
} satisfies Cases;
