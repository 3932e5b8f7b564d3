import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM debian\nRUN [|service|] ssh start\n", "FROM debian\n", { message: "ends with this RUN" }],
    ["FROM debian\nRUN a && [|service|] ssh start && [|service|] cron restart", "FROM debian\nRUN a"],
    ["FROM debian\nRUN [|top|]; [|/usr/bin/free|] -m; a", "FROM debian\nRUN a"],
    ["FROM debian\nRUN if true; then sudo [|mount|] /dev/sda1 /mnt; fi", undefined],
    ["FROM debian\nRUN [|ssh|] host ls || exit 1", undefined],
    ["FROM debian\nONBUILD RUN [|kill|] 1 | a", undefined],
    ["FROM debian\nRUN [|vim|] /etc/hosts \\\n  && a", "FROM debian\nRUN a"],
    ['RUN [[|"shutdown"|]]', undefined],
  ],
  valid: [
    "ONBUILD RUN apt-get install ssh vim",
    "FROM debian\nRUN service mysql start && mysql < seed.sql && service mysql stop",
    "FROM debian\nRUN server & sleep 5; kill $!",
    "FROM debian\nRUN --mount=type=ssh ssh -T git@example.com",
    "FROM debian\nRUN mount | grep overlay",
    "FROM debian\nRUN --security=insecure mount -t tmpfs none /mnt",
    "FROM debian\nRUN vim +PlugInstall +qall",
    "FROM debian\nRUN echo top && docker ps",
    "FROM debian\nRUN ./top && bin/free && /app/kill && top -bn1",
    "FROM debian\nCMD top",
  ],
} satisfies Cases;
