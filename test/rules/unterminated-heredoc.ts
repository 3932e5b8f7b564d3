import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\nRUN [|<<EOF|]\nx\n", undefined],
    ["FROM node\nRUN [|<<EOF|]\nx\nEOF \nUSER node", "FROM node\nRUN <<EOF\nx\nEOF\nUSER node", { message: "blanks" }],
    ["FROM node\nRUN [|<<EOF|]\nx\n\tEOF\n", "FROM node\nRUN <<EOF\nx\nEOF\n"],
    ["FROM node\nCOPY [|<<EOF;|] /a\nx\nEOF\n", "FROM node\nCOPY <<EOF /a\nx\nEOF\n", { message: "blank" }],
    ["FROM node\nCOPY [|<<EOF>/a|]\nx\nEOF\nUSER node\n", "FROM node\nCOPY <<EOF /a\nx\nEOF\nUSER node\n"],
    ["FROM node\nRUN cat [|<<eof|]\nx\nEOF\n", "FROM node\nRUN cat <<eof\nx\neof\n"],
    ["FROM node\nRUN echo 1 [|<< x|]", undefined],
    ["FROM node\nCOPY <<A [|<<B|] /c/\na\nA\nb\n", "FROM node\nCOPY <<A <<B /c/\na\nA\nB\n"],
  ],
  valid: [
    "FROM node\nRUN <<EOF\nx\nEOF",
    "FROM node\nRUN <<-EOF\nx\n\tEOF\n",
    "FROM node\nCOPY <<A <<B /c/\na\nA\nb\nB",
    "FROM node\nRUN cat <<<x",
    'FROM node\nRUN <<"E;"\nx\nE;',
  ],
} satisfies Cases;
