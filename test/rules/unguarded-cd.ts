import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM debian\nRUN [|cd /opt|]; make", "FROM debian\nRUN cd /opt || exit 1; make"],
    ["FROM debian\nRUN ([|cd $X|]; a) && b", "FROM debian\nRUN (cd $X || exit 1; a) && b"],
    ["FROM debian\nRUN <<EOF\n[|cd /opt|]\nmake\nEOF\n", "FROM debian\nRUN <<EOF\ncd /opt || exit 1\nmake\nEOF\n"],
    ["ONBUILD RUN a && [|cd b|] ; \\\n  c", "ONBUILD RUN a && cd b || exit 1 ; \\\n  c"],
    ["FROM debian\nRUN bash -c '[|cd a|]; b'", undefined],
  ],
  valid: [
    "FROM debian\nRUN cd /opt && make; cd ..; cd -; cd; cd /; cd $HOME; b",
    "FROM debian\nRUN cd /opt || exit; make",
    "FROM debian\nRUN set -eux; cd /opt; make",
    "FROM debian\nRUN set -o errexit; cd /opt; make",
    'FROM debian\nSHELL ["/bin/bash", "-exc"]\nRUN cd /opt; make',
    "FROM debian\nRUN <<EOF\n#!/bin/sh -e\ncd /opt\nmake\nEOF\n",
    "FROM debian\nRUN a; cd /opt",
  ],
} satisfies Cases;
