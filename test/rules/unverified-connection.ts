import type { Cases } from "../cases";

const from = "FROM node:24\n";

export default {
  invalid: [
    // Settings that are written into files.
    [`FROM debian:13\nRUN echo '[|Acquire::https::Verify-Peer "false"|];' > /etc/apt/apt.conf.d/99x`, undefined],
    [
      'FROM debian:13\nRUN echo "[|deb [trusted=yes] |]https://example.com/debian stable main" > /etc/apt/sources.list.d/x.list',
      undefined,
    ],
    ["FROM debian:13\nRUN printf '[x]\\n[|gpgcheck=0|]\\n' > /etc/yum.repos.d/x.repo", undefined],
    ['FROM debian:13\nCOPY <<EOF /etc/apt/apt.conf.d/99x\n[|APT::Get::AllowUnauthenticated "true"|];\nEOF', undefined],
    ["FROM debian:13\nRUN cat > /etc/dnf/dnf.conf <<EOF\n[main]\n[|sslverify=false|]\nEOF", undefined],
    ["FROM debian:13\nRUN sed -i 's/gpgcheck=1/[|gpgcheck=0|]/' /etc/yum.conf", undefined],
    [`${from}RUN curl [|--insecure|] -o x https://example.com/x`, `${from}RUN curl -o x https://example.com/x`],
    [`${from}RUN curl [|-skL|] https://example.com/x | tar xz`, `${from}RUN curl -sL https://example.com/x | tar xz`],
    [`${from}RUN wget -q [|--no-check-certificate|] https://example.com/x`, `${from}RUN wget -q https://example.com/x`],
    [`${from}RUN git -c [|http.sslVerify=false|] clone https://example.com/x.git`, undefined],
    [
      `${from}RUN [|git config --global http.sslVerify false|] && git clone https://example.com/x`,
      `${from}RUN git clone https://example.com/x`,
    ],
    [`${from}RUN [|npm config set strict-ssl false|] && npm ci`, `${from}RUN npm ci`],
    [`${from}RUN [|npm set strict-ssl=false|]\nRUN npm ci`, `${from}RUN npm ci`],
    [`${from}RUN [|yarn config set strict-ssl false -g|]\n`, from],
    [`${from}RUN npm ci [|--strict-ssl=false|]`, undefined],
    [`${from}RUN pip install --trusted-host [|pypi.example.com|] x==1`, undefined],
    [`${from}RUN python3 -m pip install [|--trusted-host=pypi.example.com|] x==1`, undefined],
    [`${from}RUN apt-get install -y [|--allow-unauthenticated|] curl`, `${from}RUN apt-get install -y curl`],
    [`${from}RUN apt-get -o [|Acquire::https::Verify-Peer=false|] update`, undefined],
    [`${from}ENV [|NODE_TLS_REJECT_UNAUTHORIZED=0|]\nRUN ls`, `${from}RUN ls`],
    [`${from}ENV [|NODE_TLS_REJECT_UNAUTHORIZED 0|]\nRUN ls`, `${from}RUN ls`],
    [`${from}RUN [|NODE_TLS_REJECT_UNAUTHORIZED=0|] npm ci`, undefined],
    [`${from}RUN uv pip install [|--allow-insecure-host|] packages.example.com x==1`, undefined],
    [`${from}RUN mvn -B [|-Dmaven.wagon.http.ssl.insecure=true|] package`, undefined],
    [`${from}RUN export [|GIT_SSL_NO_VERIFY=1|] && git clone https://example.com/x`, undefined],
  ],
  valid: [
    "FROM debian:13\nRUN sed -i 's/^gpgcheck=0/gpgcheck=1/' /etc/yum.conf && sed -i 's/sslverify=0//' /etc/yum.conf",
    "FROM debian:13\nRUN echo '# strict-ssl=false' > /root/.npmrc && echo 'never set gpgcheck=0'",
    "FROM debian:13\nRUN echo 'Acquire::https::Verify-Peer \"true\";' > /etc/apt/apt.conf.d/99x",
    "FROM debian:13\nRUN echo 'deb [trusted=yes] file:/repo ./' > /etc/apt/sources.list.d/x.list && echo repo_gpgcheck=0 > /x",
    `${from}ENV NODE_TLS_REJECT_UNAUTHORIZED=1`,
    `${from}RUN curl -fsSLo k https://example.com/-k --retry 3`,
    `${from}RUN curl -H -k https://example.com/x`,
    `${from}RUN git -c http.sslVerify=true clone https://example.com/x.git`,
    `${from}RUN curl -k https://localhost:8443/health`,
    `${from}RUN wget --no-check-certificate https://example.com/x && echo "abc  x" | sha256sum -c -`,
    `${from}RUN apk add --allow-untrusted glibc.apk`,
    `${from}RUN npm config set strict-ssl true`,
    `${from}HEALTHCHECK CMD curl -kf https://localhost/`,
    `${from}RUN echo curl -k https://example.com`,
    `${from}ARG GIT_SSL_NO_VERIFY=false`,
  ],
} satisfies Cases;
