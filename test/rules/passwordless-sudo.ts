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
    [`${user}RUN echo [|"%sudo ALL=(ALL) NOPASSWD: ALL"|] | tee -a /etc/sudoers${start}`, undefined],
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
    // There to work in, or to build on.
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\nUSER app\nCMD ["bash"]`,
    `${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\nUSER app`,
    [`${user}RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers${start}`, { path: ".devcontainer/Dockerfile" }],
    `FROM debian:13 AS build\nRUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\nUSER app\nFROM debian:13-slim${start}`,
  ],
} satisfies Cases;
