/** What BuildKit's own parser makes of texts that are easily misread: lines, keyword, arguments, flags, heredocs; FROM lines left out. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Instruction } from "../server/types";

const cases: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
  [
    "heredoc RUN <<EOF",
    "FROM a\nRUN <<EOF\necho $X\nEOF\nCMD x\n",
    ['2-4 RUN <<EOF | <<EOF "echo $X\\n"', "5-5 CMD x"],
  ],
  [
    "heredoc <<-EOF tabbed end",
    "FROM a\nRUN <<-EOF\n\techo\n\tEOF\nCMD x\n",
    ['2-4 RUN <<-EOF | <<EOF(chomp) "\\techo\\n"', "5-5 CMD x"],
  ],
  [
    "heredoc COPY <<a <<b",
    "FROM a\nCOPY <<a <<b /d/\nA\na\nB\nb\nCMD x\n",
    ['2-6 COPY <<a <<b /d/ | <<a "A\\n" <<b "B\\n"', "7-7 CMD x"],
  ],
  [
    "heredoc mixed <<-a <<b (tab leak)",
    "FROM a\nCOPY <<-a <<b /d/\nA\n\ta\n\tb\nB\nb\nCMD x\n",
    ['2-7 COPY <<-a <<b /d/ | <<a(chomp) "A\\n" <<b "\\tb\\nB\\n"', "8-8 CMD x"],
  ],
  [
    "heredoc quoted",
    "FROM a\nRUN <<'EOF'\necho $X\nEOF\nCMD x\n",
    ["2-4 RUN <<'EOF' | <<EOF(noexp) \"echo $X\\n\"", "5-5 CMD x"],
  ],
  [
    "heredoc dquoted",
    'FROM a\nRUN <<"EOF"\necho $X\nEOF\nCMD x\n',
    ['2-4 RUN <<"EOF" | <<EOF(noexp) "echo $X\\n"', "5-5 CMD x"],
  ],
  [
    'heredoc part-quoted E"O"F',
    'FROM a\nRUN <<E"O"F\necho\nEOF\nCMD x\n',
    ['2-4 RUN <<E"O"F | <<EOF(noexp) "echo\\n"', "5-5 CMD x"],
  ],
  [
    "heredoc << EOF (space)",
    "FROM a\nRUN cat << EOF\nhello\nEOF\nCMD x\n",
    ['2-4 RUN cat << EOF | <<EOF "hello\\n"', "5-5 CMD x"],
  ],
  [
    "heredoc fd 3<<EOF",
    "FROM a\nRUN python3 3<<EOF\nhello\nEOF\nCMD x\n",
    ['2-4 RUN python3 3<<EOF | <<EOF "hello\\n"', "5-5 CMD x"],
  ],
  [
    "heredoc cat<<EOF no space",
    "FROM a\nRUN cat<<EOF\nhello\nEOF\nCMD x\n",
    ["2-2 RUN cat<<EOF", "3-3 HELLO ", "4-4 EOF ", "5-5 CMD x"],
  ],
  ['heredoc in quotes "<<EOF"', 'FROM a\nRUN echo "<<EOF"\nCMD x\n', ['2-2 RUN echo "<<EOF"', "3-3 CMD x"]],
  ["heredoc in sh -c quotes", 'FROM a\nRUN sh -c "cat <<EOF"\nCMD x\n', ['2-2 RUN sh -c "cat <<EOF"', "3-3 CMD x"]],
  ["heredoc arithmetic $((1<<2))", "FROM a\nRUN echo $((1<<2))\nCMD x\n", ["2-2 RUN echo $((1<<2))", "3-3 CMD x"]],
  ["here-string <<<", 'FROM a\nRUN cat <<<"x"\nCMD x\n', ['2-2 RUN cat <<<"x"', "3-3 CMD x"]],
  [
    "heredoc <<EOF > file && x",
    "FROM a\nRUN cat <<EOF > file && chmod x\nhello\nEOF\nCMD x\n",
    ['2-4 RUN cat <<EOF > file && chmod x | <<EOF "hello\\n"', "5-5 CMD x"],
  ],
  [
    "heredoc <<EOF | sh",
    "FROM a\nRUN <<EOF | sh\nhello\nEOF\nCMD x\n",
    ['2-4 RUN <<EOF | sh | <<EOF "hello\\n"', "5-5 CMD x"],
  ],
  [
    "heredoc continued line before body",
    "FROM a\nRUN cat <<EOF \\\n  && echo x\nhello\nEOF\nCMD x\n",
    ['2-5 RUN cat <<EOF   && echo x | <<EOF "hello\\n"', "6-6 CMD x"],
  ],
  [
    "heredoc after continuation",
    "FROM a\nRUN echo a && \\\n  cat <<EOF\nhello\nEOF\nCMD x\n",
    ['2-5 RUN echo a &&   cat <<EOF | <<EOF "hello\\n"', "6-6 CMD x"],
  ],
  [
    "heredoc body ends with backslash",
    "FROM a\nRUN <<EOF\necho a \\\nEOF\nCMD x\n",
    ['2-4 RUN <<EOF | <<EOF "echo a \\\\\\n"', "5-5 CMD x"],
  ],
  [
    "heredoc body has # and directives",
    "FROM a\nRUN <<EOF\n#!/bin/bash\n# c\nFROM b\nEOF\nCMD x\n",
    ['2-6 RUN <<EOF | <<EOF "#!/bin/bash\\n# c\\nFROM b\\n"', "7-7 CMD x"],
  ],
  ["heredoc body empty", "FROM a\nRUN <<EOF\nEOF\nCMD x\n", ['2-3 RUN <<EOF | <<EOF ""', "4-4 CMD x"]],
  [
    "heredoc delim trailing space",
    "FROM a\nRUN <<EOF\nhello\nEOF \nEOF\nCMD x\n",
    ['2-5 RUN <<EOF | <<EOF "hello\\nEOF \\n"', "6-6 CMD x"],
  ],
  [
    "heredoc CRLF",
    "FROM a\r\nRUN <<EOF\r\nhello\r\nEOF\r\nCMD x\r\n",
    ['2-4 RUN <<EOF | <<EOF "hello\\r\\n"', "5-5 CMD x"],
  ],
  ["heredoc ADD", "FROM a\nADD <<EOF /x\nhello\nEOF\nCMD x\n", ['2-4 ADD <<EOF /x | <<EOF "hello\\n"', "5-5 CMD x"]],
  [
    "heredoc ONBUILD",
    "FROM a\nONBUILD RUN <<EOF\nhello\nEOF\nCMD x\n",
    ['ONBUILD 2-4 RUN <<EOF | <<EOF "hello\\n"', "5-5 CMD x"],
  ],
  [
    "heredoc with flag",
    "FROM a\nRUN --mount=type=cache,target=/x <<EOF\nhello\nEOF\nCMD x\n",
    ['2-4 RUN <<EOF | --mount=type=cache,target=/x | <<EOF "hello\\n"', "5-5 CMD x"],
  ],
  ["heredoc ENV not", "FROM a\nENV X=<<EOF\nCMD x\n", ["2-2 ENV X=<<EOF", "3-3 CMD x"]],
  ["heredoc LABEL not", 'FROM a\nLABEL a="<<EOF" b=c\nCMD x\n', ['2-2 LABEL a="<<EOF" ; b=c', "3-3 CMD x"]],
  [
    "heredoc escaped \\<<EOF",
    "FROM a\nRUN echo \\<<EOF\nx\nEOF\nCMD x\n",
    ["2-2 RUN echo \\<<EOF", "3-3 X ", "4-4 EOF ", "5-5 CMD x"],
  ],
  ["heredoc JSON form", 'FROM a\nRUN ["cat", "<<EOF"]\nCMD x\n', ['2-2 RUN ["cat","<<EOF"]', "3-3 CMD x"]],
  ["heredoc COPY JSON", 'FROM a\nCOPY ["<<EOF", "/x"]\nCMD x\n', ['2-2 COPY ["<<EOF","/x"]', "3-3 CMD x"]],
  ["heredoc delim $VAR", "FROM a\nRUN <<$X\nhello\n$X\nCMD x\n", ['2-4 RUN <<$X | <<$X "hello\\n"', "5-5 CMD x"]],
  [
    "heredoc <<EOF in comment of RUN",
    "FROM a\nRUN echo a \\\n# <<EOF\n && b\nCMD x\n",
    ["2-4 RUN echo a  && b", "5-5 CMD x"],
  ],
  ["double backslash EOL", "FROM a\nRUN echo foo\\\\\nCMD x\n", ["2-2 RUN echo foo\\\\", "3-3 CMD x"]],
  [
    "triple backslash EOL",
    "FROM a\nRUN echo foo\\\\\\\nbar\nCMD x\n",
    ["2-2 RUN echo foo\\\\\\", "3-3 BAR ", "4-4 CMD x"],
  ],
  ["backslash + space EOL", "FROM a\nRUN echo foo \\ \n  bar\nCMD x\n", ["2-3 RUN echo foo   bar", "4-4 CMD x"]],
  ["backslash at EOF", "FROM a\nRUN echo foo \\", ["2-2 RUN echo foo"]],
  ["backslash + blank lines + next instr", "FROM a\nRUN echo foo \\\n\n\nCMD x\n", ["2-5 RUN echo foo CMD x"]],
  [
    "blank line w/ spaces in cont",
    "FROM a\nRUN echo foo \\\n   \n  bar\nCMD x\n",
    ["2-4 RUN echo foo   bar", "5-5 CMD x"],
  ],
  [
    "cont + comment + blank",
    "FROM a\nRUN echo foo \\\n  # c1\n\n# c2 \\\n  bar\nCMD x\n",
    ["2-6 RUN echo foo   bar", "7-7 CMD x"],
  ],
  ["comment at cont first", "FROM a\nRUN \\\n# c\n echo x\nCMD x\n", ["2-4 RUN echo x", "5-5 CMD x"]],
  ["word split by continuation", "FROM a\nRUN echo foo\\\nbar\nCMD x\n", ["2-3 RUN echo foobar", "4-4 CMD x"]],
  ["keyword split by continuation", "FROM a\nRU\\\nN echo x\nCMD x\n", ["2-3 RUN echo x", "4-4 CMD x"]],
  ["keyword split + comment", "FROM a\nRU\\\n# c\nN echo x\nCMD x\n", ["2-4 RUN echo x", "5-5 CMD x"]],
  ["keyword immediately \\", "FROM a\nRUN\\\n echo x\nCMD x\n", ["2-3 RUN echo x", "4-4 CMD x"]],
  ["lone backslash line first", "FROM a\n\\\nRUN x\nCMD x\n", ["2-3 RUN x", "4-4 CMD x"]],
  ["form feed / vtab separators", "FROM a\nRUN\fecho x\nCMD\u000bx\n", ["2-2 RUN echo x", "3-3 CMD x"]],
  ["nbsp", "FROM a\nRUN\u00a0echo x\nCMD x\n", ["2-2 RUN\u00a0ECHO x", "3-3 CMD x"]],
  ["lone CR", "FROM a\rRUN x\nCMD x\n", ["2-2 CMD x"]],
  ["BOM", "﻿FROM a\nRUN x\n", ["2-2 RUN x"]],
  ["BOM + directive", "﻿# escape=`\nFROM a\nRUN x `\n y\n", ["3-4 RUN x  y"]],
  [
    "escape=`",
    "# escape=`\nFROM a\nRUN x `\n y\nCOPY a c:\\\nCMD x\n",
    ["3-4 RUN x  y", "5-5 COPY a c:\\", "6-6 CMD x"],
  ],
  [
    "escape=` heredoc",
    "# escape=`\nFROM a\nRUN <<EOF\nx `\ny\nEOF\nCMD x\n",
    ['3-6 RUN <<EOF | <<EOF "x `\\ny\\n"', "7-7 CMD x"],
  ],
  ["escape upper / spaces", "#   EsCaPe   =   `  \nFROM a\nRUN x `\n y\nCMD x\n", ["3-4 RUN x  y", "5-5 CMD x"]],
  [
    "unknown directive then escape",
    "# foo=bar\n# escape=`\nFROM a\nRUN x `\n y\nCMD x\n",
    ["4-4 RUN x `", "5-5 Y ", "6-6 CMD x"],
  ],
  ["comment then escape", "# hello\n# escape=`\nFROM a\nRUN x \\\n y\nCMD x\n", ["4-5 RUN x  y", "6-6 CMD x"]],
  ["blank then escape", "\n# escape=`\nFROM a\nRUN x \\\n y\nCMD x\n", ["4-5 RUN x  y", "6-6 CMD x"]],
  ["shebang then escape", "#!/usr/bin/env docker\n# escape=`\nFROM a\nRUN x \\\n y\n", ["4-5 RUN x  y"]],
  [
    "syntax + check + escape",
    "# syntax=docker/dockerfile:1\n# check=skip=all;error=true\n# escape=`\nFROM a\nRUN x `\n y\nCMD x\n",
    ["5-6 RUN x  y", "7-7 CMD x"],
  ],
  ["directive w/ non-word key", "# a b=c\n# escape=`\nFROM a\nRUN x \\\n y\n", ["4-5 RUN x  y"]],
  ["directive indented", "  # escape=`\nFROM a\nRUN x `\n y\nCMD x\n", ["3-4 RUN x  y", "5-5 CMD x"]],
  ["syntax w/ comment in value", "# syntax=docker/dockerfile:1 # hi\nFROM a\n", []],
  [
    "JSON spaces inside string",
    'FROM a\nCMD ["nginx", "-g", "daemon off;"]\n',
    ['2-2 CMD ["nginx","-g","daemon off;"]'],
  ],
  ["JSON odd spacing", 'FROM a\nCMD   [  "a"  ,"b"   ,   "c"]   \n', ['2-2 CMD ["a","b","c"]']],
  ["JSON trailing text", 'FROM a\nCMD ["a"] && b\n', ['2-2 CMD ["a"] && b']],
  ["JSON trailing comment", 'FROM a\nCMD ["a", "b"] # c\n', ['2-2 CMD ["a", "b"] # c']],
  ["JSON single quotes", "FROM a\nCMD ['a', 'b']\n", ["2-2 CMD ['a', 'b']"]],
  [
    "JSON escapes \\n \\t \\u",
    'FROM a\nCMD ["a\\nb", "\\u0041", "c\\td", "e\\/f"]\n',
    ['2-2 CMD ["a\\nb","A","c\\td","e/f"]'],
  ],
  ["JSON escaped quote/backslash", 'FROM a\nCMD ["a\\"b", "c\\\\d"]\n', ['2-2 CMD ["a\\"b","c\\\\d"]']],
  ["JSON invalid escape \\W", 'FROM a\nCMD ["c:\\Windows\\x"]\n', ['2-2 CMD ["c:\\Windows\\x"]']],
  ["JSON trailing comma", 'FROM a\nCMD ["a",]\n', ['2-2 CMD ["a",]']],
  ["JSON empty", "FROM a\nCMD []\n", ["2-2 CMD []"]],
  ["JSON empty spaced", "FROM a\nCMD [   ]\n", ["2-2 CMD []"]],
  ["JSON multiline", 'FROM a\nCMD [ \\\n  "a", \\\n  "b" \\\n]\n', ['2-5 CMD ["a","b"]']],
  ["JSON multiline + comment", 'FROM a\nCMD [ "a", \\\n  # x\n  "b" ]\n', ['2-4 CMD ["a","b"]']],
  ["JSON tab in string", 'FROM a\nCMD ["a\tb"]\n', ['2-2 CMD ["a\tb"]']],
  ["JSON string over continuation", 'FROM a\nCMD ["a\\\nb"]\n', ['2-3 CMD ["ab"]']],
  ["JSON comma missing", 'FROM a\nCMD ["a" "b"]\n', ['2-2 CMD ["a" "b"]']],
  ["JSON brackets in shell [ -f x ]", "FROM a\nRUN [ -f /x ] && echo y\n", ["2-2 RUN [ -f /x ] && echo y"]],
  ["JSON brackets [[ ]]", 'FROM a\nRUN [[ "a" == "b" ]] || true\n', ['2-2 RUN [[ "a" == "b" ]] || true']],
  [
    "JSON HEALTHCHECK CMD",
    'FROM a\nHEALTHCHECK --interval=5s CMD ["curl", "-f x"]\n',
    ['2-2 HEALTHCHECK ["curl","-f x"] | --interval=5s'],
  ],
  ["JSON ONBUILD", 'FROM a\nONBUILD CMD ["a b", "c"]\n', ['ONBUILD 2-2 CMD ["a b","c"]']],
  [
    "JSON windows path escape=`",
    '# escape=`\nFROM a\nCMD ["c:\\\\a b\\\\c.exe"]\n',
    ['3-3 CMD ["c:\\\\a b\\\\c.exe"]'],
  ],
  [
    "flag mount many keys",
    "FROM a\nRUN --mount=type=cache,target=/root/.npm,id=npm,sharing=locked,uid=1000 --mount=type=secret,id=s,required --network=none --security=insecure echo x\n",
    [
      "2-2 RUN echo x | --mount=type=cache,target=/root/.npm,id=npm,sharing=locked,uid=1000 --mount=type=secret,id=s,required --network=none --security=insecure",
    ],
  ],
  [
    "flag quoted value",
    'FROM a\nRUN --mount=type=bind,source="a b",target=/x echo\n',
    ["2-2 RUN echo | --mount=type=bind,source=a b,target=/x"],
  ],
  ["flag quoted all", 'FROM a\nCOPY "--chown=a:b" x y\n', ['2-2 COPY "--chown=a:b" x y']],
  [
    "flag csv quoted",
    'FROM a\nRUN --mount=type=tmpfs,"target=/a,b" echo\n',
    ["2-2 RUN echo | --mount=type=tmpfs,target=/a,b"],
  ],
  [
    "flag over continuation",
    "FROM a\nRUN --mount=type=cache,\\\ntarget=/x \\\n  --network=none \\\n echo\n",
    ["2-5 RUN echo | --mount=type=cache,target=/x --network=none"],
  ],
  [
    "flag comment between",
    "FROM a\nRUN --mount=type=cache,target=/x \\\n  # c\n  --network=none \\\n echo\n",
    ["2-5 RUN echo | --mount=type=cache,target=/x --network=none"],
  ],
  ["flag with $VAR", "FROM a\nCOPY --chown=$U:${G:-g} x y\n", ["2-2 COPY x y | --chown=$U:${G:-g}"]],
  [
    "flag = in value",
    "FROM a\nRUN --mount=type=secret,id=a,env=X=Y echo\n",
    ["2-2 RUN echo | --mount=type=secret,id=a,env=X=Y"],
  ],
  [
    "flag bare comma",
    "FROM a\nRUN --mount=type=cache,,target=/x echo\n",
    ["2-2 RUN echo | --mount=type=cache,,target=/x"],
  ],
  ["flag no value", "FROM a\nCOPY --link --parents x y\n", ["2-2 COPY x y | --link --parents"]],
  [
    "flag exclude",
    "FROM a\nCOPY --exclude=*.md --exclude=x --from=b --chmod=u=rwX,go=rX x y\n",
    ["2-2 COPY x y | --exclude=*.md --exclude=x --from=b --chmod=u=rwX,go=rX"],
  ],
  [
    "flag ADD",
    "FROM a\nADD --keep-git-dir=true --checksum=sha256:24454f830c --unpack=false https://x/y.git#v1 /d\n",
    ["2-2 ADD https://x/y.git#v1 /d | --keep-git-dir=true --checksum=sha256:24454f830c --unpack=false"],
  ],
  [
    "flag HEALTHCHECK",
    "FROM a\nHEALTHCHECK --interval=5s --timeout=3s --start-period=1m --start-interval=5s --retries=3 CMD curl -f --foo http://x\n",
    [
      "2-2 HEALTHCHECK CMD curl -f --foo http://x | --interval=5s --timeout=3s --start-period=1m --start-interval=5s --retries=3",
    ],
  ],
  ["flag HEALTHCHECK NONE", "FROM a\nHEALTHCHECK NONE\n", ["2-2 HEALTHCHECK NONE"]],
  ["flag FROM platform", "FROM --platform=$BUILDPLATFORM node:20@sha256:abc AS name\n", []],
  ["flag after args", "FROM a\nCOPY a --link b\n", ["2-2 COPY a --link b"]],
  ["flag -- terminator", "FROM a\nCOPY --link -- --weird b\n", ["2-2 COPY --weird b | --link"]],
  ["flag ONBUILD outer/inner", "FROM a\nONBUILD COPY --from=x a b\n", ["ONBUILD 2-2 COPY a b | --from=x"]],
  ["flag CMD/ENTRYPOINT", 'FROM a\nCMD --x ["a"]\n', ['2-2 CMD ["a"] | --x']],
  [
    "flag EXPOSE/ENV",
    "FROM a\nEXPOSE --x 80\nENV --y a=b\nUSER --z u\n",
    ["2-2 EXPOSE 80 | --x", "3-3 ENV a=b | --y", "4-4 USER u | --z"],
  ],
  ["flag empty value", "FROM a\nCOPY --from= x y\n", ["2-2 COPY x y | --from="]],
  ["flag single dash", "FROM a\nRUN -v x\n", ["2-2 RUN -v x"]],
  [
    "lower-case",
    'from a as b\nrun x\ncopy --from=b x y\ncmd ["a"]\nonbuild run x\n',
    ["2-2 RUN x", "3-3 COPY x y | --from=b", '4-4 CMD ["a"]', "ONBUILD 5-5 RUN x"],
  ],
  ["ENV legacy", "FROM a\nENV A b c d\n", ["2-2 ENV A b c d"]],
  ["ENV multi", "FROM a\nENV A=1 B=\"x y\" C=a\\ b D='q' E=\n", ["2-2 ENV A=1 ; B=\"x y\" ; C=a\\ b ; D='q' ; E="]],
  ["ENV quoted =", 'FROM a\nENV A="b=c" "X=Y"\n', ['2-2 ENV A="b=c" ; "X=Y" ']],
  ["ENV value w/ # ", 'FROM a\nENV A=b#c D="#"\n', ['2-2 ENV A=b#c ; D="#"']],
  [
    "LABEL a backslash between blanks",
    'FROM a\nLABEL a="D" \\   b="x y" c=1\nLABEL a=D \\ b=x\nENV a=b \\\t c=d\n',
    ['2-2 LABEL a="D" ; \\   ; b="x y" ; c=1', "3-3 LABEL a=D ; \\ b=x", "4-4 ENV a=b ; \\\t  ; c=d"],
  ],
  ["COPY a backslash between blanks", "FROM a\nCOPY a \\  b c\n", ["2-2 COPY a \\ b c"]],
  ["ENV a backtick between blanks", "# escape=`\nFROM a\nENV a=b ` \\ c=d\n", ["3-3 ENV a=b ; ` \\  ; c=d"]],
  ["ENV cont w/ comment", "FROM a\nENV A=1 \\\n # c\n B=2 \\\n\n C=3\n", ["2-6 ENV A=1 ; B=2 ; C=3"]],
  ["LABEL quoted key", 'FROM a\nLABEL "com.x"="y z" a.b=c\n', ['2-2 LABEL "com.x"="y z" ; a.b=c']],
  ["LABEL multi-line quoted", 'FROM a\nLABEL d="x \\\n y"\n', ['2-3 LABEL d="x  y"']],
  ["ARG multi", 'FROM a\nARG A B=2 C="x y"\n', ['2-2 ARG A B=2 C="x y"']],
  ["ARG quoted", 'FROM a\nARG "A=b c"\n', ['2-2 ARG "A=b c"']],
  ["FROM no args", "FROM\n", []],
  ["FROM as with 4 args", "FROM a as b c\n", []],
  ["FROM port registry", "FROM localhost:5000/a/b:1@sha256:aa AS x\n", []],
  ["FROM var image", "ARG T=1\nFROM ${R:-x}/node:${T}-alpine AS y\n", ["1-1 ARG T=1"]],
  ["EXPOSE many", "FROM a\nEXPOSE 80/tcp 81 $P 90-99\n", ["2-2 EXPOSE 80/tcp 81 $P 90-99"]],
  ["USER / WORKDIR quotes", 'FROM a\nWORKDIR "/a b"\nUSER "x"\n', ['2-2 WORKDIR "/a b"', '3-3 USER "x"']],
  [
    "SHELL",
    'FROM a\nSHELL ["powershell", "-Command", "$ErrorActionPreference = \'Stop\';"]\n',
    ['2-2 SHELL ["powershell","-Command","$ErrorActionPreference = \'Stop\';"]'],
  ],
  ["VOLUME", 'FROM a\nVOLUME /a /b\nVOLUME ["/c d"]\n', ["2-2 VOLUME /a /b", '3-3 VOLUME ["/c d"]']],
  ["ONBUILD alone", "FROM a\nONBUILD\n", ["2-2 ONBUILD "]],
  ["ONBUILD ONBUILD", "FROM a\nONBUILD ONBUILD RUN x\n", ["ONBUILD 2-2 ONBUILD RUN x"]],
  ["MAINTAINER", "FROM a\nMAINTAINER me <a@b>\n", ["2-2 MAINTAINER me <a@b>"]],
  ["unknown instr", "FROM a\nFOO bar\n", ["2-2 FOO bar"]],
  ["inline hash", "FROM a\nEXPOSE 80 # hi\n", ["2-2 EXPOSE 80 # hi"]],
  ["tabs", "FROM a\n\tRUN\techo\t\tx\n", ["2-2 RUN echo\t\tx"]],
  ["indent instr after comment", "FROM a\n  # c\n  RUN x\n", ["3-3 RUN x"]],
  [
    "unicode args",
    'FROM a\nRUN echo "héllo → 世界 😀" && x\nCMD x\n',
    ['2-2 RUN echo "héllo → 世界 😀" && x', "3-3 CMD x"],
  ],
  ["quote spanning arg", 'FROM a\nCOPY "a b" c\n', ['2-2 COPY "a b" c']],
  ["trailing cont then EOF newline", "FROM a\nRUN x && \\\n", ["2-2 RUN x &&"]],
  ["trailing cont then comment EOF", "FROM a\nRUN x && \\\n# c\n", ["2-3 RUN x &&"]],
];

describe("parsed as BuildKit does", () => {
  for (const [title, text, expected] of cases) {
    test(title, () => {
      const instructions = parseDockerfile(text).instructions.filter(({ keyword }) => keyword !== "FROM");
      assert.deepEqual(
        instructions.map((instruction) => render(text, instruction)),
        expected,
      );
    });
  }
});

function render(text: string, instruction: Instruction): string {
  const { keyword, onbuild, line, endLine, flags, heredocs, exec, words, assignments, argumentText } = instruction;
  const written =
    keyword === "ENV" || keyword === "LABEL"
      ? assignments.map((it) => `${it.name.text}${it.legacy ? " " : "="}${it.value?.text ?? ""}`).join(" ; ")
      : exec
        ? JSON.stringify(words.map(({ value }) => value))
        : words.length > 0
          ? words.map((word) => word.text).join(" ")
          : argumentText;
  const flagTexts = flags.map(({ name, value }) => `--${name}${value ? `=${value.text.replaceAll('"', "")}` : ""}`);
  const bodies = heredocs.map(({ name, chomp, expand, body }) => {
    const marks = `${chomp ? "(chomp)" : ""}${expand ? "" : "(noexp)"}`;
    return `<<${name}${marks} ${JSON.stringify(text.slice(body.start, body.end))}`;
  });
  return [
    `${onbuild ? "ONBUILD " : ""}${line + 1}-${endLine + 1} ${keyword} ${written}`,
    ...(flagTexts.length ? [flagTexts.join(" ")] : []),
    ...(bodies.length ? [bodies.join(" ")] : []),
  ].join(" | ");
}

const stages = `ARG TAG=20
ARG VARIANT
FROM node:\${TAG}-slim AS base
ENV NODE_ENV=production HOME=/home/node
WORKDIR /app
USER node
FROM base AS build
ARG TAG
WORKDIR sub/../lib
RUN echo $TAG
FROM node:\${VARIANT:-22}
COPY --from=build --chown=node:node /app/lib ./lib
ONBUILD USER root
`;

describe("stages, variables and state", () => {
  const file = parseDockerfile(stages);
  const [base, build, final] = file.stages;

  test("base images are resolved through ARG defaults and parents", () => {
    assert.deepEqual(
      file.stages.map((stage) => stage.base?.text),
      ["node:20-slim", "node:20-slim", "node:22"],
    );
    assert.equal(build?.parent, base);
    assert.equal(file.final, final);
    assert.deepEqual(
      file.stages.map(({ ships }) => ships),
      [false, false, true],
    );
  });

  test("what a stage inherits", () => {
    assert.equal(build?.after.workdir, "/app/lib");
    assert.equal(build?.after.user?.value, "node");
    assert.equal(build?.variable("NODE_ENV"), "production");
    assert.equal(build?.variable("TAG"), "20");
    assert.equal(base?.variable("TAG"), undefined);
    assert.equal(final?.after.user, undefined);
  });

  test("variables are known as of an instruction", () => {
    const env = base?.instructions.find(({ keyword }) => keyword === "ENV");
    const workdir = base?.instructions.find(({ keyword }) => keyword === "WORKDIR");
    assert.equal(env?.variable("NODE_ENV"), undefined);
    assert.equal(workdir?.variable("NODE_ENV"), "production");
  });
});

describe("any text", () => {
  const tokens = [
    "FROM a",
    'LABEL a="b" ',
    "ENV ",
    "a=b",
    "\\  ",
    "RUN",
    "\\\n",
    "\n",
    "# c",
    "<<EOF",
    "EOF",
    '["a"',
    "]",
    "--mount=",
    "ENV A=",
    "$",
    "${",
    "`",
    "'",
    '"',
    "\r\n",
    " ",
    "ONBUILD ",
    "😀",
    "# escape=`\n",
  ];
  test("never throws, and spans lie inside and in order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...tokens), fc.string({ unit: "binary" })), { maxLength: 30 }),
        (parts) => {
          const text = parts.join("");
          let previous = 0;
          for (const instruction of parseDockerfile(text).instructions) {
            const { start, end, words, flags, argument, assignments, script } = instruction;
            assert.ok(previous <= start && start <= end && end <= text.length, JSON.stringify(text));
            for (const span of [...words, ...flags, argument, ...(script?.commands.flatMap((it) => it.words) ?? [])]) {
              assert.ok(start <= span.start && span.start <= span.end && span.end <= text.length, JSON.stringify(text));
            }
            let assigned = argument.start;
            for (const { name, value, ...span } of assignments) {
              assert.ok(assigned <= name.start && name.end <= span.end, JSON.stringify(text));
              assert.ok(!value || (name.end <= value.start && value.end <= span.end), JSON.stringify(text));
              assigned = span.end;
            }
            previous = start;
          }
        },
      ),
      { numRuns: 2000, seed: 1 },
    );
  });

  test("an exploding ENV stays bounded", () => {
    const lines = Array.from({ length: 40 }, (_, i) => `ENV A${i + 1}=$A${i}$A${i}$A${i}`);
    assert.equal(parseDockerfile(`FROM a\nENV A0=xxxxxxxxxx\n${lines.join("\n")}`).final?.variable("A40"), undefined);
  });
});
