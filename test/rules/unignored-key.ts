import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|node_modules|]\n", "node_modules\n**/server.key\n", { files: { "certs/server.key": "" } }],
    ["[|a|]\n", "a\n**/id_rsa\n", { files: { id_rsa: "" } }],
    ["[|a|]\n", "a\n**/key.pem\n", { files: { "key.pem": "" } }],
    ["[|a|]\n", "a\n**/a.key\n", { files: { "src/tls/a.key": "" }, dockerfile: "FROM nginx\nCOPY src /src\n" }],
  ],
  valid: [
    ["a\n", { files: { "certs/a.key": "" }, dockerfile: "FROM nginx\nCOPY . /app\nCOPY certs /certs\n" }],
    ["a\n", { files: { "test/fixtures/a.key": "" } }],
    [".env\n*.key\n", { files: { "certs/a.key": "" } }],
    ["**/*.key\n", { files: { "certs/server.key": "" } }],
    ["node_modules\n", { files: { "ca.pem": "", "id_rsa.pub": "", "cert.pem": "", "src/keys.ts": "" } }],
  ],
} satisfies Cases;
