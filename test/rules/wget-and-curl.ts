import type { Cases } from "../cases";

export default {
  invalid: [
    [
      'FROM node as foo\nRUN curl localhost && [|wget|] https://my.xyz/a && [|wget|] -qO- "https://x/y?z" | sh\n',
      'FROM node as foo\nRUN curl localhost && curl -fsSLO https://my.xyz/a && curl -fsSL "https://x/y?z" | sh\n',
    ],
    [
      "FROM node\nRUN curl x; [|wget|] --progress=dot:giga $URL -O /tmp/$X > y",
      "FROM node\nRUN curl x; curl -fsSL -o /tmp/$X $URL > y",
    ],
    ["FROM node\nRUN [|wget|] my.xyz\nRUN curl localhost", undefined, { message: "one of which" }],
    ["FROM node\nRUN curl x && [|wget|] -P /x https://y/z && [|wget|] https://x/ https://y/a", undefined],
    ["FROM node\nRUN curl x && [|wget|] 'https://y/z?a=b' && [|wget|] \\\n  -q https://y/z\n", undefined],
  ],
  valid: [
    "FROM node\nRUN apt-get install wget curl && curl x",
    "FROM node\nRUN wget x\nFROM node\nRUN curl y",
    "FROM node\nRUN wget x || wget y",
  ],
} satisfies Cases;
