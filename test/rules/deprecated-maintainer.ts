import type { Cases } from "../cases";

const label = "org.opencontainers.image.authors";

export default {
  invalid: [
    ["FROM a\n[|MAINTAINER|] a@b.example\n", `FROM a\nLABEL ${label}="a@b.example"\n`],
    ['FROM a\n[|maintainer|]  "A B"  # c', `FROM a\nlabel ${label}="\\"A B\\"  # c"`],
    ["FROM a\n[|MAINTAINER|] 'A \"x\" B'", `FROM a\nLABEL ${label}="A \\"x\\" B"`],
    ["FROM a\n[|MAINTAINER|] $A \\o/", `FROM a\nLABEL ${label}="\\$A \\\\o/"`],
    ["# escape=`\nFROM a\n[|MAINTAINER|] C:\\a `b", `# escape=\`\nFROM a\nLABEL ${label}="C:\\a \`\`b"`],
    ["FROM a\n[|MAINTAINER|] a, \\\n  b", `FROM a\nLABEL ${label}="a,   b"`],
    ["FROM a\n[|MAINTAINER|] a, \\\n  # why\n  b", undefined],
    ["FROM a\n[|MAINTAINER|]", undefined],
  ],
  valid: ["FROM a\nLABEL maintainer=b", "FROM a\nONBUILD MAINTAINER b"],
} satisfies Cases;
