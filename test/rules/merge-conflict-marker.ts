import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM node\n[|<<<<<<< HEAD|]\nRUN a\n[|||||||| base|]\nRUN c\n[|=======|]\nRUN b\n[|>>>>>>> x|]\nRUN d\n",
      "FROM node\nRUN a\nRUN d\n",
    ],
    [
      "FROM node\nRUN a \\\n[|<<<<<<< HEAD|]\n  && b\n[|=======|]\n  && c\n[|>>>>>>> x|]",
      "FROM node\nRUN a \\\n  && b",
    ],
    ["FROM node\n[|<<<<<<< HEAD|]\nRUN a\n", undefined],
    ["FROM node\n[|>>>>>>> x|]", undefined],
    [
      "FROM node\n[|<<<<<<< HEAD|]\nRUN a\n[|<<<<<<< HEAD|]\nRUN a\n[|=======|]\nRUN b\n[|>>>>>>> x|]\n",
      "FROM node\n<<<<<<< HEAD\nRUN a\nRUN a\n",
    ],
  ],
  valid: ["FROM node\nRUN a\n# =======\n# <<<<<<<\nRUN b", "FROM node\nRUN echo <<<<<<<", "FROM node\nCOPY a b"],
} satisfies Cases;
