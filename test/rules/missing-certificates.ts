import type { Cases, More } from "../cases";

const build = "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\n\n";
const image = (...lines: readonly string[]) =>
  `${build}FROM scratch\n${lines.map((line) => `${line}\n`).join("")}COPY --from=build /app /app\nENTRYPOINT ["/app"]\n`;
const marked = `${build}FROM [|scratch|]\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`;
const program = (call: string, imports = '"net/http"'): More => ({
  files: { "go.mod": "module app\n", "main.go": `package main\n\nimport ${imports}\n\nfunc main() {\n\t${call}\n}\n` },
});
const copied = "COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/";

export default {
  invalid: [
    [
      marked,
      image(copied),
      { ...program('http.Get("https://example.org/a")'), message: "main.go calls example.org over TLS" },
    ],
    [marked, image(copied), program('http.NewRequest("GET", "https://example.org/a", nil)')],
    [marked, image(copied), program('http.NewRequestWithContext(ctx, http.MethodPost, "https://a.example.org", nil)')],
  ],
  valid: [
    [image(copied), program('http.Get("https://example.org/a")')],
    [image("COPY certs/ /etc/ssl/certs/"), program('http.Get("https://example.org/a")')],
    [image("ENV SSL_CERT_FILE=/ca.pem"), program('http.Get("https://example.org/a")')],
    [image(), program('http.Get("http://backend:8080")')],
    [image(), program('http.Get("https://localhost:8443")')],
    [image(), program('fmt.Println("see https://example.org")')],
    [image(), program('// http.Get("https://example.org/a")')],
    [image(), program('http.Get("https://example.org/a")', '_ "golang.org/x/crypto/x509roots/fallback"')],
    [image().replace("scratch", "gcr.io/distroless/static-debian12"), program('http.Get("https://example.org/a")')],
    [
      image(),
      {
        files: {
          "go.mod": "module app\n",
          "cmd/a/main.go": 'package main\nfunc main() { http.Get("https://example.org") }\n',
          "cmd/b/main.go": "package main\nfunc main() {}\n",
        },
      },
    ],
  ],
} satisfies Cases;
