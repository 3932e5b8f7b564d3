import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "RUN go install -ldflags '-s -w' -tags x [|a.b/c@latest|] a.b/d@v1 ./... std",
      undefined,
      { message: "another version" },
    ],
    [
      "FROM golang\nRUN go install [|a.b/c|] && go get -tool [|d|] && go run [|e.f/g|] h",
      undefined,
      { message: "no version" },
    ],
    ["FROM golang\nCOPY . .\nRUN go install a.b/c && go install [|a.b/c@latest|]", undefined],
  ],
  valid: [
    "FROM golang\nRUN go run a.b/c@v1 x && go run . && go run main.go && go install /x && go build a",
    "FROM golang\nRUN go mod init x && go get a.b/c && go install a.b/c",
    "FROM golang\nARG V\nRUN go install a.b/c@$V a.b/d@${V:-latest}",
  ],
} satisfies Cases;
