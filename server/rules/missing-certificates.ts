import { officialName } from "../data/images";
import { insertBefore } from "../edits/edits";
import { missingCertificates } from "../projects/goRuntimeData";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["scratch"],
  id: "missing-certificates",
  title: "The program calls others over TLS, and the image has no certificates",
  // Whether the call is ever come to, the source does not tell.
  severity: "hint",
  category: "correctness",
  ofContext: true,
  why:
    "An image made of nothing has no certificates of authorities, so that the program trusts nobody: *x509: certificate signed by unknown authority*. " +
    "Copy `/etc/ssl/certs/ca-certificates.crt` from where it is compiled, or start from a distroless image, which has them.",
  sources: ["https://pkg.go.dev/crypto/x509#SystemCertPool", "https://github.com/GoogleContainerTools/distroless"],
  files: {
    "go.mod": "module app\n",
    "main.go": 'package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.Get("https://example.org/")\n}\n',
  },
  bad: 'FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]',
  good: 'FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\n\nFROM scratch\nCOPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]',

  *check(file, facts) {
    const found = file.final && missingCertificates(file, file.final, facts);
    if (!found || !file.final?.image) return;
    const { copy, from, path, wanted } = found;
    const named = from.name?.value ?? String(from.index);
    const line = `COPY --from=${named} /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/`;
    const isKnown = officialName(from.base?.name ?? "") === "golang";
    yield {
      span: file.final.image,
      message: `${path} calls ${wanted} over TLS, and an image made of nothing has no certificates to trust it by`,
      fixes: isKnown ? [{ title: "Copy the certificates", safe: false, edits: [insertBefore(file, copy, line)] }] : [],
    };
  },
} satisfies DockerfileRule;
