/** The codes of ShellCheck that are found most in Dockerfiles, explained without asking anybody. */

export interface ExplainedCode {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Two sentences: what happens, and what to do. */
  readonly why: string;
  /** A Dockerfile's line that has it, and the same without. */
  readonly bad: string;
  readonly good: string;
}

/** By number. */
export const explainedCodes: ReadonlyMap<number, ExplainedCode> = new Map([
  [
    2002,
    {
      title: "cat for one file",
      why: "The program can read the file by itself, so that `cat` is a process and a pipe for nothing. Name the file as an argument, or put `<` before it.",
      bad: "RUN cat /etc/passwd | cut -d: -f1",
      good: "RUN cut -d: -f1 /etc/passwd",
    },
  ],
  [
    2006,
    {
      title: "Backticks",
      why: "Backticks cannot be nested without escapes, and backslashes in them mean something else. `$(…)` does the same and holds whatever you write.",
      bad: 'RUN echo "built on `date`"',
      good: 'RUN echo "built on $(date)"',
    },
  ],
  [
    2010,
    {
      title: "ls and grep",
      why: "`ls` writes for people: names with blanks, line breaks or odd letters come out changed. A pattern of the shell, or `find -name`, asks for names themselves.",
      bad: "RUN ls /opt | grep app",
      good: "RUN find /opt -maxdepth 1 -name '*app*'",
    },
  ],
  [
    2012,
    {
      title: "The output of ls is read",
      why: "`ls` writes for people: names with blanks, line breaks or odd letters come out changed. Use `find`, or a pattern of the shell.",
      bad: "RUN ls -t /opt | tail -n 1",
      good: "RUN find /opt -mindepth 1 -maxdepth 1 | sort | tail -n 1",
    },
  ],
  [
    2015,
    {
      title: "A && B || C is no if",
      why: "C runs as well when A succeeds and B fails. Write `if A; then B; else C; fi` unless that is what you want.",
      bad: "RUN test -f a && cp a b || touch b",
      good: "RUN if test -f a; then cp a b; else touch b; fi",
    },
  ],
  [
    2016,
    {
      title: "A variable in single quotes",
      why: "Nothing is replaced between single quotes: the dollar and the name are taken as they stand. Use double quotes where the value is meant.",
      bad: "RUN echo 'home is $HOME'",
      good: 'RUN echo "home is $HOME"',
    },
  ],
  [
    2028,
    {
      title: "echo and escapes",
      why: "Whether `echo` makes a line break of `\\n` depends on the shell: dash does, bash does not. `printf` does it everywhere.",
      bad: String.raw`RUN echo "a\nb" > /etc/app.conf`,
      good: String.raw`RUN printf 'a\nb\n' > /etc/app.conf`,
    },
  ],
  [
    2034,
    {
      title: "A variable that nothing uses",
      why: "It is set and never read: often a slip in a name, or a variable that another program wants and that is not exported. `export` it, or take it away.",
      bad: "RUN OPTIONS=-q; make",
      good: 'RUN OPTIONS=-q; make "$OPTIONS"',
    },
  ],
  [
    2035,
    {
      title: "A pattern that may become an option",
      why: "A file whose name begins with `-` is taken for an option of the program. Begin the pattern with `./`.",
      bad: "RUN rm *.tmp",
      good: "RUN rm ./*.tmp",
    },
  ],
  [
    2038,
    {
      title: "find and xargs",
      why: "`xargs` splits at blanks and quotes, so that names which hold them are torn. Use `-exec … {} +`, or `-print0` with `xargs -0`.",
      bad: "RUN find /app -name '*.pyc' | xargs rm",
      good: "RUN find /app -name '*.pyc' -exec rm {} +",
    },
  ],
  [
    2044,
    {
      title: "A loop over the output of find",
      why: "The output is split at every blank, and all of it has to be there before the first round. Let `find -exec` run the command.",
      bad: 'RUN for f in $(find /app -name "*.sh"); do chmod +x "$f"; done',
      good: 'RUN find /app -name "*.sh" -exec chmod +x {} +',
    },
  ],
  [
    2046,
    {
      title: "The output of a command without quotes",
      why: "What the command writes is split into words at blanks, and patterns in it are replaced by names of files. Put it into double quotes where one word is meant.",
      bad: "RUN mkdir $(cat /etc/hostname)",
      good: 'RUN mkdir "$(cat /etc/hostname)"',
    },
  ],
  [
    2059,
    {
      title: "A variable in the format of printf",
      why: "A `%` or a backslash in the value is taken for an order of the format. Give the value as an argument of `%s`.",
      bad: 'RUN printf "$PATH"',
      good: 'RUN printf "%s" "$PATH"',
    },
  ],
  [
    2086,
    {
      title: "A variable without quotes",
      why: "Its value is split into words at blanks, and patterns in it are replaced by names of files; an empty one disappears. Put it into double quotes, unless several words are meant.",
      bad: "RUN rm $HOME/cache",
      good: 'RUN rm "$HOME/cache"',
    },
  ],
  [
    2103,
    {
      title: "cd and back again",
      why: "Where the first `cd` fails, the second leads out of the wrong folder. Put both the `cd` and what needs it into `( … )`: afterwards the folder is the old one.",
      bad: "RUN cd /app; make; cd ..; ls",
      good: "RUN (cd /app && make); ls",
    },
  ],
  [
    2115,
    {
      title: "What is deleted when a variable is empty",
      why: "Without a value this is `/*` or a folder of the system. `${NAME:?}` ends the command instead when there is no value.",
      bad: 'RUN rm -rf "$HOME"/*',
      good: 'RUN rm -rf "${HOME:?}"/*',
    },
  ],
  [
    2116,
    {
      title: "echo of what is there already",
      why: "`$(echo x)` gives x again, by way of another process. Write x.",
      bad: 'RUN mkdir "$(echo /app)"',
      good: "RUN mkdir /app",
    },
  ],
  [
    2129,
    {
      title: "One file is opened again and again",
      why: "Each `>>` opens the file anew, and the name can be mistyped each time. `{ a; b; } >> file` opens it once.",
      bad: "RUN echo a >> /etc/x; echo b >> /etc/x; echo c >> /etc/x",
      good: "RUN { echo a; echo b; echo c; } >> /etc/x",
    },
  ],
  [
    2140,
    {
      title: "Quotes that end too early",
      why: "The inner double quotes end the outer ones and are gone from the text. Escape them, or put the whole into single quotes.",
      bad: 'RUN echo "{"a":1}" > /app.json',
      good: "RUN echo '{\"a\":1}' > /app.json",
    },
  ],
  [
    2154,
    {
      title: "A variable that nobody sets",
      why: "It is read, and nothing before it gives it a value: it is empty, unless the base image sets it. Declare it with `ARG` or `ENV`, or mend its name.",
      bad: 'RUN echo "$version"',
      good: 'RUN version=1; echo "$version"',
    },
  ],
  [
    2155,
    {
      title: "A failure behind export",
      why: "`export` succeeds whatever the command in it does, so that its failure is not seen. Set the variable first and export it then.",
      bad: 'RUN export V="$(cat /v)"; echo "$V"',
      good: 'RUN V="$(cat /v)"; export V; echo "$V"',
    },
  ],
  [
    2162,
    {
      title: "read without -r",
      why: "Without `-r`, `read` swallows backslashes. With it a line is what stands in the file.",
      bad: 'RUN while read line; do echo "$line"; done < /list',
      good: 'RUN while read -r line; do echo "$line"; done < /list',
    },
  ],
  [
    2164,
    {
      title: "cd that may fail",
      why: "If the folder is not there, what follows runs in another one. Join both with `&&`, or use `WORKDIR`.",
      bad: "RUN cd /app; make",
      good: "RUN cd /app && make",
    },
  ],
  [
    2166,
    {
      title: "-a and -o in a test",
      why: "What `[ a -a b ]` means is not defined where an operand looks like an operator. Write two tests, joined with `&&` or `||`.",
      bad: 'RUN [ "$A" = 1 -a "$B" = 2 ]',
      good: 'RUN [ "$A" = 1 ] && [ "$B" = 2 ]',
    },
  ],
  [
    2174,
    {
      title: "mkdir -p with a mode",
      why: "The mode holds for the last folder alone: those above it, where they are made, get the usual one. Make them one by one, or change their modes afterwards.",
      bad: "RUN mkdir -p -m 700 /a/b/c",
      good: "RUN mkdir -p /a/b/c && chmod -R 700 /a",
    },
  ],
  [
    2181,
    {
      title: "$? is asked for",
      why: "Whatever comes between the command and `$?`, an `echo` say, changes it. Put the command itself into the `if`.",
      bad: "RUN make; if [ $? -ne 0 ]; then cat log; fi",
      good: "RUN if ! make; then cat log; fi",
    },
  ],
  [
    2196,
    {
      title: "egrep",
      why: "`egrep` is no part of any standard, and newer versions of grep complain about it. `grep -E` does the same.",
      bad: "RUN egrep 'a|b' /etc/passwd",
      good: "RUN grep -E 'a|b' /etc/passwd",
    },
  ],
  [
    2236,
    {
      title: "! -z",
      why: "`! -z` asks whether something is not empty by way of two negations. `-n` asks it straight.",
      bad: 'RUN if [ ! -z "$HOME" ]; then ls; fi',
      good: 'RUN if [ -n "$HOME" ]; then ls; fi',
    },
  ],
  [
    3010,
    {
      title: "[[ ]] in sh",
      why: "`[[` is of bash: the `sh` of Debian and Ubuntu looks for a program of that name. Write `[`, with quotes around variables, or choose bash with `SHELL`.",
      bad: 'RUN [[ -n "$HOME" ]] && ls',
      good: 'RUN [ -n "$HOME" ] && ls',
    },
  ],
  [
    3037,
    {
      title: "Options of echo",
      why: "It is not defined what the `echo` of `sh` makes of options: dash prints `-e` as text. Use `printf`.",
      bad: String.raw`RUN echo -e 'a\tb'`,
      good: String.raw`RUN printf 'a\tb\n'`,
    },
  ],
  [
    3040,
    {
      title: "pipefail in sh",
      why: "`sh` need not know `set -o pipefail`: dash, which is `sh` on Debian and Ubuntu, ends with an error there. Choose bash with `SHELL` where it is installed.",
      bad: "RUN set -o pipefail; cat a | sort",
      good: 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN sort a',
    },
  ],
]);
