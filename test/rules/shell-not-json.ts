import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\nSHELL [|bash -c|]", 'FROM node\nSHELL ["bash", "-c"]'],
    ['FROM node\nSHELL [|"bash" -c|]', undefined],
    ["FROM node\nSHELL [|bash \\\n  -c|]", undefined],
    ["FROM node\nONBUILD SHELL [|sh|]", 'FROM node\nONBUILD SHELL ["sh"]'],
  ],
  valid: [
    'FROM node\nSHELL ["bash", "-c"]',
    'FROM node\nSHELL ["bash" "-c"]',
    "FROM node\nSHELL",
    "FROM node\nSHELL [“bash”]",
  ],
} satisfies Cases;
