import type { Cases } from "../cases";

const from = "FROM buildpack-deps:trixie\n";

export default {
  invalid: [
    [
      "FROM ruby:3.4\nRUN gem install x --source [|http://rubygems.org|]",
      "FROM ruby:3.4\nRUN gem install x --source https://rubygems.org",
      { message: "installs" },
    ],
    [
      `${from}RUN curl -fsSL [|http://example.com/a.tgz|] | tar xz -C /opt`,
      `${from}RUN curl -fsSL https://example.com/a.tgz | tar xz -C /opt`,
      { message: "unpacks" },
    ],
    [
      `${from}RUN wget -qO- [|"http://example.com/get.sh"|] | bash`,
      `${from}RUN wget -qO- "https://example.com/get.sh" | bash`,
      { message: "runs" },
    ],
    [
      `${from}RUN wget [|http://example.com/a.zip|] \\\n  && unzip a.zip`,
      `${from}RUN wget https://example.com/a.zip \\\n  && unzip a.zip`,
    ],
    [
      `${from}RUN curl -Lo /usr/local/bin/tool [|http://example.com/tool-1|] && chmod +x /usr/local/bin/tool`,
      `${from}RUN curl -Lo /usr/local/bin/tool https://example.com/tool-1 && chmod +x /usr/local/bin/tool`,
    ],
    [
      `${from}RUN curl [|http://example.com/key.gpg|] | apt-key add -`,
      `${from}RUN curl https://example.com/key.gpg | apt-key add -`,
    ],
    [
      `${from}RUN wget -O - [|http://example.com/a.xz|] | xz -d | tar x`,
      `${from}RUN wget -O - https://example.com/a.xz | xz -d | tar x`,
    ],
    [
      `${from}RUN curl [|http://example.com/a.deb|] > a.deb; dpkg -i a.deb`,
      `${from}RUN curl https://example.com/a.deb > a.deb; dpkg -i a.deb`,
    ],
    [
      `${from}ARG V=1\nRUN curl -O [|http://example.com/a-$V.tgz|] && tar xf a-$V.tgz`,
      `${from}ARG V=1\nRUN curl -O https://example.com/a-$V.tgz && tar xf a-$V.tgz`,
    ],
    [`${from}ADD [|http://example.com/a.tar.gz|] /opt/`, `${from}ADD https://example.com/a.tar.gz /opt/`],
    [
      `${from}ADD [|http://example.com/run.jar?x=1|] /opt/run.jar`,
      `${from}ADD https://example.com/run.jar?x=1 /opt/run.jar`,
    ],
  ],
  valid: [
    "FROM ruby:3.4\nRUN gem install x --source https://rubygems.org && npm ci --registry=http://registry.npmjs.org",
    `${from}RUN curl -fsSL https://example.com/a.tgz | tar xz`,
    `${from}RUN curl -fsSLo a.tgz http://example.com/a.tgz && echo "abc  a.tgz" | sha256sum -c - && tar xf a.tgz`,
    `${from}RUN wget http://example.com/a.zip http://example.com/a.zip.asc && gpg --verify a.zip.asc a.zip && unzip a.zip`,
    `${from}RUN curl http://localhost:8080/a.tgz | tar xz`,
    `${from}RUN curl http://nexus/a.tgz | tar xz`,
    `${from}RUN curl http://10.1.2.3:8081/a.tgz | tar xz && curl http://repo.corp/a.tgz | tar xz`,
    `${from}ARG MIRROR\nRUN curl http://$MIRROR/a.tgz | tar xz && curl \${MIRROR}/a.tgz | tar x`,
    `${from}RUN curl -o data.csv http://example.com/data.csv`,
    `${from}RUN curl http://example.com/data.json | jq .`,
    `${from}RUN curl -f http://example.com/ping && tar xf other.tgz`,
    `${from}RUN echo http://example.com/a.tgz | tar x`,
    `${from}ADD --checksum=sha256:2222222222222222222222222222222222222222222222222222222222222222 http://example.com/a.tar.gz /opt/`,
    `${from}ADD http://example.com/data.csv /data/`,
    `${from}HEALTHCHECK CMD curl -f http://example.com/ | sh`,
  ],
} satisfies Cases;
