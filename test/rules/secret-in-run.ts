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
  ],
  valid: [
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
