import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\nHEALTHCHECK [|curl|] x", "FROM node\nHEALTHCHECK CMD curl x"],
    ["FROM node\nHEALTHCHECK [|CDM|] curl x", "FROM node\nHEALTHCHECK CMD curl x", { message: "did you mean CMD" }],
    ["FROM node\nHEALTHCHECK --interval=5s [|curl|] x", "FROM node\nHEALTHCHECK --interval=5s CMD curl x"],
    ['FROM node\nHEALTHCHECK [|["a"]|]', 'FROM node\nHEALTHCHECK CMD ["a"]', { message: "CMD is missing" }],
    ['FROM node\nHEALTHCHECK CMD [|["a", 1]|]', undefined],
    ["FROM node\nHEALTHCHECK [|$X|]", undefined],
    ["FROM node\nHEALTHCHECK [|Nnoe|]", "FROM node\nHEALTHCHECK NONE"],
    ["FROM node\nONBUILD HEALTHCHECK [|curl|] x", "FROM node\nONBUILD HEALTHCHECK CMD curl x"],
    [
      "FROM node\nHEALTHCHECK \\\n  --retries=3 \\\n  [|wget|] x",
      "FROM node\nHEALTHCHECK \\\n  --retries=3 \\\n  CMD wget x",
    ],
  ],
  valid: [
    "FROM node\nHEALTHCHECK NONE",
    "FROM node\nHEALTHCHECK none",
    "FROM node\nHEALTHCHECK cmd a",
    'FROM node\nHEALTHCHECK CMD ["a"]',
    'FROM node\nHEALTHCHECK CMD ["a"',
    "FROM node\nHEALTHCHECK --interval 5s CMD a",
    "FROM node\nHEALTHCHECK",
    "FROM node\nRUN curl x",
  ],
} satisfies Cases;
