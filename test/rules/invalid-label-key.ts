import type { Cases } from "../cases";

export default {
  invalid: [
    ['FROM a\nLABEL [|Foo|]=b [|"A.b"|]=c', 'FROM a\nLABEL foo=b "a.b"=c'],
    ["FROM a\nLABEL [|com.docker.x|]=b", undefined, { message: "Docker itself" }],
    ["FROM a\nLABEL [|a..b|]=c [|a--b|]=c [|a_|]=c", undefined],
    ["LABEL [|.a|]=b [|1a|]=b [|-a|]=b [|a@b|]=c", undefined],
    ['LABEL [|invalid$character|]="foo"', undefined, { message: '"$"' }],
  ],
  valid: [
    "FROM a\nLABEL org.opencontainers.image.authors=b a=c my-company.x_y/z=d",
    "FROM a\nARG B\nLABEL $B.c=d",
    "FROM a\nARG B=x\nLABEL $B.c=d",
  ],
} satisfies Cases;
