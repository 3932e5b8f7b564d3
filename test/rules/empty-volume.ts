import type { Cases } from "../cases";

export default {
  invalid: [
    ['FROM node\nVOLUME [|""|]', undefined],
    ['FROM node\nVOLUME [[|""|]]', undefined],
    ['FROM node\nVOLUME [[|""|], "/a"]', 'FROM node\nVOLUME ["/a"]'],
    ["FROM node\nVOLUME /a [|''|]", "FROM node\nVOLUME /a"],
    ['FROM node\nVOLUME ["/a", [|""|], "/b"]', 'FROM node\nVOLUME ["/a", "/b"]'],
    ['FROM node\nONBUILD VOLUME [|""|]', undefined],
  ],
  valid: [
    "FROM node\nVOLUME /a /b",
    'FROM node\nVOLUME ["/a"]',
    "FROM node\nVOLUME $X",
    "FROM node\nVOLUME []",
    'FROM node\nVOLUME ["$X"]',
    'FROM node\nUSER ""',
  ],
} satisfies Cases;
