import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\n[|ADD|] . /app\n[|add|] server.js b/ /app/\n", "FROM a\nCOPY . /app\ncopy server.js b/ /app/\n"],
    ["FROM a\n[|ADD|] --chown=b --unpack=false --keep-git-dir=true c /d", "FROM a\nCOPY --chown=b c /d"],
    ['FROM a\n[|ADD|] ["a b", "/c d/"]', 'FROM a\nCOPY ["a b", "/c d/"]'],
    ["FROM a\nADD x.tar.gz [|b|] /c/", undefined, { message: "b that" }],
    ["FROM a\nARG JAR=target/*.jar\n[|ADD|] ${JAR} app.jar", "FROM a\nARG JAR=target/*.jar\nCOPY ${JAR} app.jar"],
    ["FROM a\n[|ADD|] app-$V.jar /app.jar", "FROM a\nCOPY app-$V.jar /app.jar"],
    ["FROM a\n[|ADD|] dist/* /b/", "FROM a\nCOPY dist/* /b/", { files: { "dist/a.js": "", "b.tar": "" } }],
    ["FROM a\nONBUILD [|ADD|] . /b", "FROM a\nONBUILD COPY . /b"],
  ],
  valid: [
    "FROM a\nADD b.tar /c\nADD b.tgz /c\nADD b.xz /c\nADD b.sql.gz /c\nADD b.tar.zst /c",
    'FROM a\nADD "http://c.example/b" /c',
    "FROM a\nADD git@github.com:a/b.git /c\nADD ssh://git@c.example/b /c",
    "FROM a\nADD --checksum=sha256:0 https://c.example/b /c\nADD --unpack b /c",
    "FROM a\nADD $URL /c\nADD ${BASE}/b.js /c\nADD b$X /c",
    "FROM a\nADD <<E /c\nb\nE",
    ["FROM a\nADD dist/* /b/", { files: { "dist/a.tar.gz": "" } }],
    "FROM a\nADD",
    "FROM a\nCOPY b /c",
  ],
} satisfies Cases;
