import type { Cases } from "../cases";

const user = "FROM debian:13-slim\nRUN apt-get install -y sudo && useradd -m app\n";
const start = '\nUSER app\nCMD ["server"]\n';

export default {
  invalid: [
    [
      `${user}RUN echo [|'app ALL=(ALL) NOPASSWD: ALL'|] >> /etc/sudoers${start}`,
      undefined,
      { message: '"app" becomes' },
    ],
    [`${user}RUN a && echo [|"app ALL=(ALL:ALL) NOPASSWD:ALL"|] > /etc/sudoers.d/app && b${start}`, undefined],
    [
      `${user}RUN usermod -aG sudo app && echo [|"%sudo ALL=(ALL) NOPASSWD: ALL"|] | tee -a /etc/sudoers${start}`,
      undefined,
    ],
    [`${user}RUN printf [|'ALL ALL = (root) NOPASSWD: ALL\\n'|] >> /etc/sudoers${start}`, undefined],
    [
      `${user}RUN echo [|'app ALL=(ALL) NOPASSWD: ALL'|] >> /etc/sudoers\nUSER app\nRUN sudo make install\nCMD ["server"]\n`,
      undefined,
      { severity: "info" },
    ],
    [
      `${user}RUN echo [|'app ALL=(ALL) NOPASSWD: ALL'|] >> /etc/sudoers && sed -i 's/x$/y/' /etc/sudoers${start}`,
      undefined,
    ],
    [
      `${user}COPY start.sh /\nRUN echo [|'app ALL=(ALL) NOPASSWD: ALL'|] >> /etc/sudoers\nUSER app\nCMD ["/start.sh"]\n`,
      undefined,
      { severity: "info", files: { "start.sh": "#!/bin/sh\nsudo chown app /data\nexec server\n" } },
    ],
  ],
  valid: [
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\nRUN sed -i /^app/d /etc/sudoers${start}`,
    // Others, some commands, taken back, nobody but root.
    `${user}RUN echo 'builder ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers${start}`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: /usr/sbin/service' >> /etc/sudoers${start}`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/app && a && rm /etc/sudoers.d/app${start}`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\nRUN apt-get purge -y sudo${start}`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\nCMD ["server"]`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' # NOPASSWD${start}`,
    // As another than root, a group of others, a file that sudo does not read, on a condition.
    `${user}RUN echo 'app ALL=(www-data) NOPASSWD: ALL' >> /etc/sudoers${start}`,
    `${user}RUN useradd -G admin boss && echo '%admin ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers${start}`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/app.conf${start}`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' > /tmp/sudoers${start}`,
    `${user}ARG DEV\nRUN if [ "$DEV" ]; then echo 'app ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/app; fi${start}`,
    `${user}ARG DEV\nRUN [ -z "$DEV" ] || echo 'app ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/app${start}`,
    `${user}RUN printf 'app ALL=(ALL) NOPASSWD: ALL\\napp ALL=(ALL) ALL\\n' > /etc/sudoers.d/app${start}`,
    // Taken back by another file, without sudo, or without what it is by.
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/a\nRUN echo 'app ALL=(ALL) ALL' > /etc/sudoers.d/a${start}`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/a\nCOPY sudoers /etc/sudoers.d/a${start}`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/a\nRUN apt-get autoremove -y --purge sudo${start}`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/a\nRUN rm /usr/bin/sudo${start}`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/a\nRUN find / -xdev -perm /6000 -exec chmod a-s {} +${start}`,
    `FROM debian:13-slim\nRUN useradd -m app && echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers${start}`,
    `FROM archlinux\nRUN useradd -m app && echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers${start}`,
    ...["user: '1234'", "security_opt: ['no-new-privileges:true']"].map(
      (line): [string, { files: Record<string, string> }] => [
        `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers${start}`,
        { files: { "compose.yaml": `services:\n  a:\n    build: .\n    ${line}\n` } },
      ],
    ),
    // There to work in, or to build on.
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\nUSER app\nCMD ["bash"]`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\nUSER app`,
    [`${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers${start}`, { path: ".devcontainer/Dockerfile" }],
    `FROM debian:13 AS build\nRUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\nUSER app\nFROM debian:13-slim${start}`,
  ],
} satisfies Cases;
