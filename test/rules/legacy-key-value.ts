import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\nENV [|NODE_ENV|]   production\n", "FROM a\nENV NODE_ENV=production\n"],
    ["FROM a\nENV [|A|] some value here", 'FROM a\nENV A="some value here"'],
    ['FROM a\nENV [|A|] "b c"', 'FROM a\nENV A="b c"'],
    ["FROM a\nENV [|A|] 'b c'", "FROM a\nENV A='b c'"],
    ["FROM a\nENV [|PATH|] /opt/bin:$PATH", "FROM a\nENV PATH=/opt/bin:$PATH"],
    ["FROM a\nLABEL [|maintainer|] someone", "FROM a\nLABEL maintainer=someone"],
    ['FROM a\nENV [|A|] b "c d"', undefined],
    ["FROM a\nENV [|A|] b \\\n  c", 'FROM a\nENV A="b \\\n  c"'],
    ["FROM a\nENV [|A|] b C=d", 'FROM a\nENV A="b C=d"', { message: "C is not set" }],
    // A command with options of its own.
    [
      "FROM a\nLABEL [|RUN|] docker run -e NAME=NAME IMAGE",
      'FROM a\nLABEL RUN="docker run -e NAME=NAME IMAGE"',
      { message: "deprecated" },
    ],
    ["FROM a\nENV [|ONE|] TWO= THREE=x", 'FROM a\nENV ONE="TWO= THREE=x"', { message: "TWO is not set" }],
    ["FROM a\nENV [|MAKEFLAGS|] CC=gcc", "FROM a\nENV MAKEFLAGS=CC=gcc", { message: "deprecated" }],
    ['FROM a\nENV [|A|] "b C=d"', 'FROM a\nENV A="b C=d"', { message: "deprecated" }],
    ["FROM a\nENV [|A|] -Dx=y", "FROM a\nENV A=-Dx=y", { message: "deprecated" }],
    ["FROM a\nENV [|A|] \\\n  b", "FROM a\nENV A=b"],
    ["FROM a\nONBUILD ENV [|A|] b", "FROM a\nONBUILD ENV A=b"],
  ],
  valid: ["FROM a\nENV A=b C=d", 'FROM a\nLABEL "a b"=c', "FROM a\nENV A", "FROM a\nENV", "FROM a\nARG A"],
} satisfies Cases;
