import type { Cases } from "../cases";

const from = "FROM debian:13\n";
const token = `ghp_${"a1B2".repeat(9)}`;

export default {
  invalid: [
    [`${from}RUN export [|NPM_TOKEN=hunter2hunter2hunter2|] && npm whoami`, undefined],
    [`${from}RUN export [|X=${token}|] && ./x`, undefined, { message: "a GitHub token" }],
    [`${from}RUN [|DB_PASSWORD=hunter2|] ./migrate`, undefined],
    [`${from}RUN curl -H [|"Authorization: Bearer hunter2hunter2"|] https://example.com/x`, undefined],
    [`${from}RUN curl --header [|'PRIVATE-TOKEN: hunter2hunter2'|] https://example.com/x`, undefined],
    [`${from}RUN git clone [|https://deploy:hunter2@example.com/x.git|] /x`, undefined],
    [`${from}RUN git clone [|https://${token}@github.com/x/y|]`, undefined],
    [`${from}RUN pip install --index-url [|https://me:hunter2@pypi.example.com/simple|] x`, undefined],
    [`${from}RUN echo [|'root:hunter2x'|] | chpasswd`, undefined, { message: "The password of root" }],
    [`${from}RUN chpasswd <<< [|"me:hunter2x"|]`, undefined],
    [`${from}RUN [|useradd -m -p hunter2x me|]`, undefined],
    [`${from}RUN curl [|-u|] me:hunter2x https://example.com/x`, undefined],
    [`${from}RUN <<EOF\nexport [|API_TOKEN=hunter2hunter2|]\n./x\nEOF`, undefined],
    [`${from}RUN [|SIGNING_PASSWORD=hunter2hunter2|] && gpg --batch --passphrase "$SIGNING_PASSWORD" -s /x`, undefined],
    [`${from}RUN [|key=9f1c2a7be04d5511aa|] && ./x "$key"`, undefined],
  ],
  valid: [
    `${from}RUN key='B97B0AFCAA1A47F044F244A07FCC7D46ACCC4CF8'; export X=1; ./fetch "$key"`,
    `${from}RUN key=b97b0afcaa1a47f044f244a07fcc7d46accc4cf8 && gpg --batch --recv-keys "$key"`,
    `${from}RUN export SIGNING_KEY=573BFD6B3D8FBC641079A6ABABF5BD827BD9BF62; ./verify`,
    `${from}RUN signing_key=7bd9bf62ab12 && apt-key adv --keyserver hkps://keys.openpgp.org --recv-keys "$signing_key"`,
    `${from}RUN key=net.core.somaxconn; sysctl -w $key=1024`,
    `${from}RUN --mount=type=secret,id=t,env=T curl -H "Authorization: Bearer $T" https://example.com/x`,
    `${from}RUN export TOKEN="$(cat /run/secrets/token)" && curl -u "me:$TOKEN" https://example.com/x`,
    `${from}RUN SECRET_KEY_BASE=1 rails assets:precompile`,
    `${from}RUN SECRET_KEY_BASE=dummy_for_build rails assets:precompile`,
    `${from}RUN git clone https://$USER:$PASSWORD@example.com/x`,
    `${from}RUN git clone https://x-access-token:\${TOKEN}@github.com/x/y`,
    `${from}RUN git clone ssh://git@example.com:22/x`,
    `${from}RUN echo "root:$PASSWORD" | chpasswd`,
    `${from}RUN usermod -p '*' me`,
    `${from}RUN passwd -d root`,
    `${from}RUN curl -u "$USER:$PASS" https://example.com`,
    `${from}RUN curl http://localhost:8080/a@b`,
    `${from}RUN curl -H "Accept: application/json" https://example.com`,
  ],
} satisfies Cases;
