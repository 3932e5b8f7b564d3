import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM a\nWORKDIR /app\n# The app.\nCOPY [|x/b.tgz|] /tmp/b.tgz\n# Unpacked.\nRUN tar xzf /tmp/b.tgz && rm /tmp/b.tgz\nCMD c\n",
      "FROM a\nWORKDIR /app\n# The app.\nADD x/b.tgz /app/\n# Unpacked.\nCMD c\n",
    ],
    ["FROM a\nCOPY [|b.tar|] /\nRUN tar -xf /b.tar -C /", "FROM a\nADD b.tar /"],
    ["FROM a\nCOPY [|b.tar|] /c\nRUN unzip b.tar", undefined],
    ["FROM a\nCOPY [|b.tar|] /c.tar\nWORKDIR /d\nRUN d && tar -xf /c.tar", undefined],
    ["FROM a\nCOPY [|$X|] /c.tar\nRUN tar --extract --file=c.tar /c.tar -C /d", undefined],
    ["FROM a\nCOPY [|d\\b.tar|] /c.tar\nRUN tar -xf /c.tar --strip-components=1", undefined],
    ["FROM a\nCOPY --chown=u [|b.tar|] /\nRUN tar -xf /b.tar -C /d", undefined],
    ["FROM a\nCOPY [|b.tar|] /\nRUN tar -xf /b.tar -C /d\nRUN sha256sum /b.tar", undefined],
    ["COPY [|b.tar|] /c\nRUN tar -xf /c/b.tar", undefined],
  ],
  valid: [
    "FROM a\nCOPY b.tar /c",
    "FROM a\nCOPY b.json /c\nRUN tar -xf b.json",
    "FROM a\nCOPY --from=b /b.tar /b.tar\nRUN tar -xf /b.tar",
    "FROM a\nCOPY b.tar /\nRUN tar -cf /b.tar x",
    "FROM a\nCOPY b.tar /\nFROM c\nRUN tar -xf /b.tar",
    "FROM a\nCOPY b.sql.gz /\nRUN gunzip /b.sql.gz",
  ],
} satisfies Cases;
