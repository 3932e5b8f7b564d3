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
    [
      `${from}RUN [|curl|] -Lo /tmp/x https://example.com/x && install -m 755 /tmp/x /bin/tool\nRUN echo b`,
      `${from}RUN curl -f -Lo /tmp/x https://example.com/x && install -m 755 /tmp/x /bin/tool\nRUN echo b`,
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
    // It runs by another name, or in another stage.
    `${from}RUN curl -LO https://example.com/jq-linux && chmod +x jq-linux && mv jq-linux /bin/jq && jq --version`,
    `${from}RUN curl -LO https://example.com/x-linux && chmod +x x-linux && ln -s /x-linux /bin/tool\nRUN tool test`,
    `${from.trim()} AS a\nRUN curl -Lo /x-bin https://example.com/x && chmod +x /x-bin\nFROM alpine:3.22\nCOPY --from=a /x-bin /bin/helm\nRUN helm version`,
    `${from.trim()} AS a\nRUN curl -Lo /bin/tool https://example.com/x && chmod +x /bin/tool\nFROM a\nRUN tool -V`,
    // Its settings may ask for the status.
    `${from}RUN echo fail > ~/.curlrc\nRUN curl -Lo /bin/x https://example.com/x && chmod +x /bin/x`,
    `${from}RUN curl -Lo x https://example.com/x && echo "0a1b  x" | sha256sum -c - && chmod +x x`,
    `${from}RUN curl -L https://example.com/x | sh`,
  ],
} satisfies Cases;
