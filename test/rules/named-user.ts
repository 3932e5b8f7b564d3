import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node:24\nUSER [|node:node|]\nUSER [|root|]\n", "FROM node:24\nUSER 1000:1000\nUSER 0\n"],
    ["FROM node:24\nUSER [|node:staff|]", undefined],
    ["FROM alpine\nRUN adduser -D -u 1234 app\nUSER [|app|]", "FROM alpine\nRUN adduser -D -u 1234 app\nUSER 1234"],
    ["FROM me/a\nUSER [|app|]", undefined, { message: "app is a name" }],
    ["USER [|foobar:barfoo|]", undefined],
  ],
  valid: [
    "FROM a\nUSER 1000",
    "FROM a\nUSER 1000:app",
    "FROM a\nARG U=app\nUSER $U",
    "FROM a\nONBUILD USER app",
    "FROM mcr.microsoft.com/windows/nanoserver\nUSER ContainerUser",
  ],
} satisfies Cases;
