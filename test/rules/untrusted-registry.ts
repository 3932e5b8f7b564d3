import type { Cases } from "../cases";

const only = (...trustedRegistries: string[]) => ({ policy: { trustedRegistries } });

export default {
  invalid: [
    ["FROM [|random.com/debian|] AS b\nFROM b", undefined, only("docker.io")],
    ["FROM [|debian|]\nFROM [|docker.io/a/b|]", undefined, only("random.com")],
    ["FROM scratch\nCOPY --from=[|a.com/b:1|] /c /d", undefined, only("b.com")],
    ["RUN --mount=type=bind,from=[|a.com/b:1|],target=/c d", undefined, only("b.com")],
    ["ARG R=a.com\nFROM [|$R/b|]", undefined, only("b.com")],
  ],
  valid: [
    "FROM random.com/debian",
    ["FROM debian\nFROM a/b", only("hub.docker.com")],
    ["FROM foo.random.com/a", only("x.com", "*.random.com")],
    ["FROM a.com:5000/b", only("a.com*")],
    ["FROM a.com/b", only("*")],
    ["FROM a.com/b AS x\nFROM x\nCOPY --from=x /a /b\nCOPY --from=0 /a /b\nFROM scratch", only("a.com")],
    ["FROM $R/b", only("b.com")],
  ],
} satisfies Cases;
