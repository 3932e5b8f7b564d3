import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM scratch\nCOPY [|a[b|] /x/", "FROM scratch\nCOPY a[[]b /x/"],
    ["FROM scratch\nADD x [|s/[]x|] /x/", "FROM scratch\nADD x s/[[]]x /x/"],
    [
      "FROM scratch AS b\nFROM scratch\nCOPY --from=b [|/a[z-a]|] /x/",
      "FROM scratch AS b\nFROM scratch\nCOPY --from=b /a[[]z-a] /x/",
    ],
    ['FROM scratch\nCOPY [|"a[b-]"|] /x/', 'FROM scratch\nCOPY "a[[]b-]" /x/'],
  ],
  valid: [
    "FROM scratch\nCOPY a] [a-z]* app/[slug] app/[...all] app/[[...all]] /x/",
    "FROM scratch\nCOPY $DIR/[a /x/",
    'FROM scratch\nCOPY ["a[" /x/',
    "FROM scratch\nADD https://[::1/a* /x/",
  ],
} satisfies Cases;
