import type { Cases } from "../cases";

const from = "FROM buildpack-deps:trixie\n";

export default {
  invalid: [
    [
      `${from}RUN [|curl|] -LO https://example.com/v1/kubectl && chmod 755 kubectl && mv kubectl /usr/local/bin/`,
      `${from}RUN curl -f -LO https://example.com/v1/kubectl && chmod 755 kubectl && mv kubectl /usr/local/bin/`,
    ],
    [
      `${from}RUN [|curl|] -sSL "https://example.com/v$V/tool" > /usr/bin/tool; chmod a+x /usr/bin/tool`,
      `${from}RUN curl -f -sSL "https://example.com/v$V/tool" > /usr/bin/tool; chmod a+x /usr/bin/tool`,
      { message: "/usr/bin/tool" },
    ],
  ],
  valid: [
    `${from}RUN curl -fsSLo /bin/x https://example.com/x && chmod +x /bin/x`,
    `${from}RUN curl --fail -Lo /bin/x https://example.com/x && chmod +x /bin/x`,
    // It fails by itself.
    `${from}RUN wget -O /bin/x https://example.com/x && chmod +x /bin/x`,
    // What is no program, or is unpacked, fails where it is used.
    `${from}RUN curl -Lo a.tgz https://example.com/a.tgz && tar -xf a.tgz && chmod +x a/b`,
    `${from}RUN curl -Lo /bin/x https://example.com/x && chmod +x /bin/x && x --version`,
    `${from}RUN curl -Lo /bin/x https://example.com/x && chmod +x /bin/x\nRUN /bin/x install`,
    `${from}RUN curl -Lo x https://example.com/x && echo "0a1b  x" | sha256sum -c - && chmod +x x`,
    `${from}RUN curl -L https://example.com/x | sh`,
  ],
} satisfies Cases;
