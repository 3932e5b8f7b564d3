import type { Cases } from "../cases";

export default {
  invalid: [
    ["a\n  !src/[|{a,b}|]/*.{js,ts}\n", "a\n  !src/a/*.js\n  !src/a/*.ts\n  !src/b/*.js\n  !src/b/*.ts\n"],
    ["x{a,[|{b,c}|]d}", "xa\nxbd\nxcd"],
    ["v[|{1..3}|]\n", "v1\nv2\nv3\n"],
    ["[|@(a|b)|].txt\n", "a.txt\nb.txt\n", { message: '"@(a|b)"' }],
    ["a[|?(s|z)|]\n", "a\nas\naz\n"],
    ["![|{,a}|]\n", "!a\n"],
    ["*.[|+(a|b)|]\n", undefined],
    ["v[|{1..100}|]\n", undefined],
    ["[|[!|]a-c]/[!x]\n", "[^a-c]/[^x]\n"],
    ["src/[|**.test|].js\n", "src/**/*.test.js\n"],
    ["[|**.spec|].*\n", "**/*.spec.*\n", { message: '"**/*.spec"' }],
    ["!/a/[|**.md|]", "!/a/**/*.md"],
  ],
  valid: [
    "**.js\n**.test.js\n",
    "**.env*\n**/.env*\n**.git*\n",
    "a/**\na/**/b\n",
    "[^a]\n[!]\n",
    "\\[!a]\n",
    "{a}\n\\{a,b}\n",
    "app/(group)/page.js\n",
    '{{ .Name "a,b" }}\n',
    ["{a,b}\n", { files: { "{a,b}": "" } }],
    "# {a,b}\n",
    "a # {b,c}\n",
  ],
} satisfies Cases;
