import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\nCOPY [|--form|]=x a b", "FROM node\nCOPY --from=x a b", { message: "--from" }],
    ["FROM node\nCOPY [|--foo|] a b", undefined],
    ["FROM node\nCOPY [|--Link|] a b", "FROM node\nCOPY --link a b", { message: "--link" }],
    ["FROM node\nRUN [|--mont|]=type=cache,target=/a x", "FROM node\nRUN --mount=type=cache,target=/a x"],
    ["FROM node\nCMD [|--foo|] x", undefined],
    ["FROM node\nENV [|--foo|] A=1", undefined],
    ["FROM node\nHEALTHCHECK [|--intervall|]=5s CMD a", "FROM node\nHEALTHCHECK --interval=5s CMD a"],
    ["FROM node\nADD [|--from|]=x a b", undefined],
    ["FROM node\nCOPY [|--checksum|]=x a b", undefined],
    ["FROM node\nUSER [|--foo|] a", undefined],
    ["FROM node\nONBUILD COPY [|--form|]=x a b", "FROM node\nONBUILD COPY --from=x a b"],
    ["FROM node\nRUN [|--mout|]=x [|--netwrok|]=none y", "FROM node\nRUN --mount=x --network=none y"],
    ["FROM [|--plattform|]=linux/amd64 node", "FROM --platform=linux/amd64 node"],
    ["FROM node\nONBUILD [|--foo|] RUN x", undefined, { message: "ONBUILD has no flag --foo" }],
  ],
  valid: [
    "FROM node\nCOPY --from=x --chown=a --chmod=1 --link --parents --exclude=a a b",
    "FROM node\nADD --chown=a --chmod=1 --link --checksum=x --keep-git-dir --exclude=x --unpack a b",
    "FROM node\nRUN --mount=type=ssh --network=none --security=insecure --device=x y",
    "FROM node\nCOPY -- --foo b",
    "FROM node\nCOPY -p b",
    "FROM node\nRUN npm ci --foo",
    "FROM node\nARG --foo A",
    "FROM node\nHEALTHCHECK --interval=5s --timeout=5s --start-period=5s --start-interval=5s --retries=3 CMD --foo",
    "FROM node\nCOPY -- a b",
    "FROM --platform=x node",
    "# syntax=example/frontend\nFROM node\nCOPY --foo a b",
  ],
} satisfies Cases;
