/** Shell text in, commands out; and what the vocabulary of the rules makes of them. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import {
  flagValue,
  hasFlag,
  isOpaque,
  operands,
  parseExec,
  parseShell,
  runs,
  subcommand,
  unquotedExpansions,
} from "../server/syntax/shell";
import type { Command, ShellLanguage, ShellText, Span, Word } from "../server/types";

// ------------------------------------------------------------------------------------ commands

/** One line a command: (within) operator [wrappers] ASSIGNMENTS name arguments {redirects}; `?` before what has no value. */
const commands: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
  ["nothing", "", []],
  ["white space and comment", "  # x", []],
  ["one", "apt-get update", ["apt-get update"]],
  ["list", "a && b || c; d & e", ["a &&", "&& b ||", "|| c ;", "; d &", "& e"]],
  ["lines", "a\n\nb # c; d\ne", ["a NL", "NL b NL", "NL e"]],
  ["pipeline in a list", "a && b | c |& d; e", ["a &&", "&& b |", "| c |", "| d ;", "; e"]],
  ["separators at the end", "a; b;", ["a ;", "; b"]],
  ["background at the end", "a && b &", ["a &&", "&& b &"]],
  ["negation and time", "! a && time -p b", ["a &&", "&& b"]],
  ["subshell", "(cd /x && a) || b", ["(subshell) cd /x &&", "(subshell) && a", "|| b"]],
  ["group", "a || { b; c; }", ["a ||", "(group) b ;", "(group) ; c"]],
  ["group with redirect", "{ a; } > f", ["(group) a"]],
  ["if", "if a; then b; elif c; then d; else e; fi", ["(if) a", "(if) b", "(if) c", "(if) d", "(if) e"]],
  ["for", "for f in $(a) b; do c; d; done", ["(loop substitution) a", "(loop) c ;", "(loop) ; d"]],
  ["while", "while a; do b; done && c", ["(loop) a", "(loop) b", "&& c"]],
  ["until", "until a; do b; done", ["(loop) a", "(loop) b"]],
  ["case", "case $x in a) b;; *) c;; esac", ["(case) b", "(case) c"]],
  ["function", "f() { a; }; f", ["(function group) a", "; f"]],
  ["nested", "if (a); then { b; }; fi", ["(if subshell) a", "(if group) b"]],
  [
    "substitution",
    "echo $(a | b) $(c)",
    ["echo ?$(a | b) ?$(c)", "(substitution) a |", "(substitution) | b", "(substitution) c"],
  ],
  ["quoted substitution", 'echo "x $(a)"', ['echo ?"x $(a)"', "(substitution) a"]],
  ["backquotes", "echo `a \\`b\\``", ["echo ?`a \\`b\\``", "(substitution) a ?`b`", "(substitution substitution) b"]],
  ["substitution in assignment", "A=$(a) B=1 b", ["A=? B=1 b", "(substitution) a"]],
  ["only an assignment", "A=1", ["A=1"]],
  ["assignment that adds", "A+=1 b", ["A=? b"]],
  ["array", "A=(1 2)", ["A=?"]],
  ["assignments as arguments", 'export A=1 B="b c" C=$d', ["export A=1 'B=b c' ?C=$d"]],
  ["substitution in default", "echo ${x:-$(a)}", ["echo ?${x:-$(a)}", "(substitution) a"]],
  ["substitution in arithmetic", "echo $((1 + $(a)))", ["echo ?$((1 + $(a)))", "(substitution) a"]],
  ["process substitution", "diff <(a) b", ["diff ?<(a) b", "(substitution) a"]],
  ["test", "[[ -f $(a) ]] && b", ["[[ ?$(a) ]] &&", "(substitution) a", "&& b"]],
  ["test of several", "if [[ a == b && ! -f c ]]; then d; fi", ["(if) [[ a b c ]]", "(if) d"]],
  ["bracket", '[ -f "$x" ]', ['[ -f ?"$x" ]']],
  ["redirects", "a 2>&1 >/dev/null <in >> out", ["a {2>& 1} {> /dev/null} {< in} {>> out}"]],
  ["redirect first", "> f a", ["a {> f}"]],
  ["redirect only", "> f", [" {> f}"]],
  ["here string", 'a <<< "b c"', ["a {<<< b c}"]],
  ["heredoc", "cat <<'E' > f && b\n$(no)\nE\nc", ["cat {<< E} {> f} &&", "&& b NL", "NL c"]],
  ["heredoc with substitution", "cat <<E\n$(a)\nE\n", ["cat {<< E}", "(substitution) a"]],
  ["heredoc without its body", "cat <<E > f && b", ["cat {<< E} {> f} &&", "&& b"]],
  ["single quotes", "a 'b c' 'd'e", ["a 'b c' de"]],
  ["double quotes", 'a "b c" "\\$x" "^a$" ""', ["a 'b c' $x ^a$ ''"]],
  ["escapes", "a b\\ c \\*", ["a 'b c' *"]],
  ["ANSI quotes", "a $'b\\tc'", ["a 'b\tc'"]],
  ["variables", 'a $x ${x} "$x" x$y $((1)) $?', ['a ?$x ?${x} ?"$x" ?x$y ?$((1)) ?$?']],
  ["globs and tilde", "rm -rf /var/lib/apt/lists/* ~/.x [ab]?", ["rm -rf /var/lib/apt/lists/* ~/.x [ab]?"]],
  ["braces", "a {b,c} {1..3} {} x{d}", ["a ?{b,c} ?{1..3} {} x{d}"]],
  ["unknown program", '$X a; "$Y"/b', ["? a ;", "; ?"]],
  ["folder of the program", "/usr/bin/apt-get update", ["apt-get update"]],
  ["CRLF", "a b\r\nc \\\r\n  d\r\n", ["a b NL", "NL c d"]],
  ["continuation in a heredoc", "a b \\\n  c\nd", ["a b c NL", "NL d"]],
  ["find", "find . -name x -exec rm {} \\;", ["find . -name x -exec rm {} ;"]],
];

const wrapped: typeof commands = [
  ["sudo", "sudo -E -u root apt-get update", ["[sudo -E -u root] apt-get update"]],
  ["sudo, long options", "sudo --user=x --group y -- a -b", ["[sudo --user=x --group y --] a -b"]],
  ["sudo with assignment", "sudo A=1 a", ["[sudo] A=1 a"]],
  ["sudo alone", "sudo -i", ["sudo -i"]],
  ["env", 'env -i A=1 B="b c" -u C a b=2', ["[env -i -u C] A=1 B=b c a b=2"]],
  ["env with variable", "A=0 env B=$x a", ["[env] A=0 B=? a"]],
  ["env alone", "env A=1", ["env A=1"]],
  ["env -S", "env -S 'a b'", ["env -S 'a b'"]],
  ["env by path", "/usr/bin/env bash x", ["[/usr/bin/env] bash x"]],
  ["exec", 'exec -a x node "$@"', ['[exec -a x] node ?"$@"']],
  ["exec with redirect only", "exec > log", ["exec {> log}"]],
  ["command", "command -p ls", ["[command -p] ls"]],
  ["command -v", "command -v node", ["command -v node"]],
  ["time as a word", "sudo time -f %E a", ["[sudo time -f %E] a"]],
  ["nice", "nice -n 5 a && nice -5 b", ["[nice -n 5] a &&", "&& [nice -5] b"]],
  ["timeout", "timeout -s KILL --kill-after=5 10s a b", ["[timeout -s KILL --kill-after=5 10s] a b"]],
  ["stdbuf", "stdbuf -oL -e 0 a", ["[stdbuf -oL -e 0] a"]],
  ["others", "nohup eatmydata chronic unbuffer a", ["[nohup eatmydata chronic unbuffer] a"]],
  [
    "gosu, su-exec, doas",
    "gosu app a; su-exec app:app b; doas -u x c",
    ["[gosu app] a ;", "; [su-exec app:app] b ;", "; [doas -u x] c"],
  ],
  ["xargs", "a | xargs -0 -n1 -P 4 -I {} rm {}", ["a |", "| [xargs -0 -n1 -P 4 -I {}] rm {}"]],
  ["xargs alone", "a | xargs", ["a |", "| xargs"]],
  ["chain", "sudo -E env A=1 nice exec node x", ["[sudo -E env nice exec] A=1 node x"]],
  ["unknown user", 'sudo -u "$U" a', ['[sudo -u "$U"] a']],
  ["unknown program", "sudo $X a", ["[sudo] ? a"]],
  ["inits are programs", "tini -- node x", ["tini -- node x"]],
];

const scripts: typeof commands = [
  ["sh -c", "sh -c 'a && b'", ["sh -c 'a && b'", "(sh -c) a &&", "(sh -c) && b"]],
  ["between others", 'x; bash -c "a" && y', ["x ;", "; bash -c a &&", "(sh -c) a", "&& y"]],
  ["grouped options", "/bin/sh -exc 'a'", ["sh -exc a", "(sh -c) a"]],
  ["options with value", "bash -euo pipefail -c 'a'", ["bash -euo pipefail -c a", "(sh -c) a"]],
  ["option after -c", "bash -c -l 'a' b", ["bash -c -l a b", "(sh -c) a"]],
  ["long options", "bash --rcfile x --login -c a", ["bash --rcfile x --login -c a", "(sh -c) a"]],
  ["a file", "sh x.sh -c a", ["sh x.sh -c a"]],
  ["unknown script", 'sh -c "$X"; sh -c "a $b"', ['sh -c ?"$X" ;', '; sh -c ?"a $b"']],
  ["wrapped", "sudo sh -c 'a > f'", ["[sudo] sh -c 'a > f'", "(sh -c) a {> f}"]],
  ["script in script", "sh -c \"sh -c 'a'\"", ["sh -c 'sh -c 'a''", "(sh -c) sh -c a", "(sh -c sh -c) a"]],
  ["in a subshell", "(sh -c '(a)')", ["(subshell) sh -c (a)", "(subshell sh -c subshell) a"]],
  ["su", "su - app -s /bin/sh -c 'a b'", ["su - app -s /bin/sh -c 'a b'", "(sh -c) a b"]],
  ["su without script", "su app", ["su app"]],
  ["eval", 'eval "a; b"', ["eval 'a; b'", "(sh -c) a ;", "(sh -c) ; b"]],
  ["eval of words", "eval a 'b && c'", ["eval a 'b && c'", "(sh -c) a b &&", "(sh -c) && c"]],
  ["eval of something unknown", 'eval "$(a)"', ['eval ?"$(a)"', "(substitution) a"]],
];

const powershell: typeof commands = [
  ["statements", "a b; c | d\ne && f || g", ["a b ;", "; c |", "| d NL", "NL e &&", "&& f ||", "|| g"]],
  ["quotes", "a 'b ''c''' \"d `\"e`\" f\" 'x;y'", ["a 'b 'c'' 'd \"e\" f' x;y"]],
  ["variables", "$x = 1; a $env:B \"$x\" '$x' ${c}", ["? = 1 ;", '; a ?$env:B ?"$x" $x ?${c}']],
  ["escapes", "a b`; `\n  c # d; e", ["a b; c"]],
  ["braces", "if (a) { b }", ["if ?(a) ?{ b ?}"]],
  ["call operator", "& 'C:\\p q\\node.exe' x", ["[&] node x"]],
  ["redirect", "a > f 2>&1; b", ["a {> f} {2>&1} ;", "; b"]],
  ["nothing", " ;; \n", []],
];

const cmd: typeof commands = [
  ["operators", "a & b && c || d | e", ["a ;", "; b &&", "&& c ||", "|| d |", "| e"]],
  ["quotes", 'a "b & c" \'d', ["a 'b & c' 'd"]],
  ["variables", 'a %x% "%x%" y', ['a ?%x% ?"%x%" y']],
  ["escapes", "a ^& b", ["a & b"]],
  ["paths", "C:\\x\\npm.exe install > nul 2>&1", ["npm install {> nul} {2>&1}"]],
];

function describeTable(title: string, table: typeof commands, language: ShellLanguage): void {
  describe(title, () => {
    for (const [name, text, expected] of table) {
      test(name, () => {
        const { commands, errors } = parseShell(plain(text), language);
        assert.deepEqual(commands.map(render), expected);
        assert.deepEqual(errors, []);
      });
    }
  });
}

describeTable("commands", commands, "sh");
describeTable("wrappers", wrapped, "sh");
describeTable("scripts in scripts", scripts, "bash");
describeTable("powershell", powershell, "powershell");
describeTable("cmd", cmd, "cmd");

test("an unknown shell has no commands", () => {
  assert.deepEqual(parseShell(plain("a && (b"), "unknown"), { commands: [], errors: [] });
});

test("errors have a place, and the commands before them stay", () => {
  const errors = (text: string) => parseShell(plain(text), "sh").errors.map(({ start, end }) => [start, end]);
  assert.deepEqual(errors('a "b'), [[2, 3]]);
  assert.deepEqual(errors("a && "), [[4, 5]]);
  assert.deepEqual(errors("if a; then b"), [[11, 12]]);
  assert.deepEqual(errors("a $(b 'c)"), [
    [2, 3],
    [6, 7],
  ]);
  assert.deepEqual(parseShell(plain("a && b; )"), "sh").commands.map(render), ["a &&", "&& b"]);
});

function render(command: Command): string {
  const parts: string[] = [];
  if (command.within.length > 0) parts.push(`(${command.within.join(" ")})`);
  if (command.operator) parts.push(renderOperator(command.operator));
  if (command.wrappers.length > 0) parts.push(`[${command.wrappers.map(({ text }) => text).join(" ")}]`);
  for (const { name, value } of command.assignments) parts.push(`${name.value}=${value?.value ?? "?"}`);
  const [program, ...rest] = command.words;
  if (program || command.assignments.length === 0) parts.push(program ? (command.name ?? "?") : "");
  parts.push(
    ...rest.map(({ value, text }) => (value === undefined ? `?${text}` : /\s|^$/.test(value) ? `'${value}'` : value)),
  );
  for (const { operator, target } of command.redirects) {
    parts.push(`{${operator}${target ? ` ${target.value ?? `?${target.text}`}` : ""}}`);
  }
  if (command.next) parts.push(renderOperator(command.next));
  return parts.join(" ");
}

function renderOperator(operator: string): string {
  return operator === "\n" ? "NL" : operator;
}

// ------------------------------------------------------------------------------------ positions

function plain(text: string): ShellText {
  return { text, toDocument: (offset) => offset };
}

/** The text with its continuations removed, as a Dockerfile is read, and the way back. */
function joined(document: string): ShellText {
  const offsets: number[] = [];
  let text = "";
  for (let offset = 0; offset < document.length; offset++) {
    if (document.startsWith("\\\n", offset)) {
      offset++;
    } else {
      text += document[offset];
      offsets.push(offset);
    }
  }
  return { text, toDocument: (offset) => offsets[offset] ?? document.length };
}

function wordsAt(document: string): string[][] {
  return parseShell(joined(document), "sh").commands.map(({ words }) => words.map((word) => at(document, word)));
}

function at(document: string, { start, end }: Span): string {
  return document.slice(start, end);
}

describe("positions", () => {
  test("a word before a continuation does not swallow it", () => {
    const document = "apt-get update \\\n  && apt-get install\\\n  curl\\\n\n";
    const [first, second] = parseShell(joined(document), "sh").commands;
    assert.ok(first && second);
    assert.equal(at(document, first), "apt-get update");
    assert.equal(at(document, second), "apt-get install\\\n  curl");
    assert.deepEqual(wordsAt(document)[1], ["apt-get", "install", "curl"]);
  });

  test("a word with a continuation in it", () => {
    assert.deepEqual(wordsAt("echo ab\\\ncd e"), [["echo", "ab\\\ncd", "e"]]);
  });

  test("everything of a command", () => {
    const document = "x; sudo -E A=1 a \\\n b 2> f";
    const command = parseShell(joined(document), "sh").commands[1] as Command;
    const [assignment, redirect] = [command.assignments[0], command.redirects[0]];
    assert.ok(assignment?.value && redirect?.target);
    assert.equal(at(document, command), "sudo -E A=1 a \\\n b 2> f");
    assert.deepEqual(
      command.words.map((word) => at(document, word)),
      ["a", "b"],
    );
    assert.deepEqual(
      command.wrappers.map((word) => at(document, word)),
      ["sudo", "-E"],
    );
    const pieces = [assignment, assignment.name, assignment.value, redirect, redirect.target];
    assert.deepEqual(
      pieces.map((piece) => at(document, piece)),
      ["A=1", "A", "1", "2> f", "f"],
    );
  });

  test("substitutions", () => {
    assert.deepEqual(wordsAt('echo "x $(foo \\\n bar)" `baz`'), [
      ["echo", '"x $(foo \\\n bar)"', "`baz`"],
      ["foo", "bar"],
      ["baz"],
    ]);
  });

  test("backquotes with escapes: the whole substitution", () => {
    const document = 'echo `foo \\"bar $(baz)\\"` x';
    const whole = '`foo \\"bar $(baz)\\"`';
    assert.deepEqual(wordsAt(document), [["echo", whole, "x"], [whole, whole, whole], [whole]]);
  });

  test("sh -c: exact unless quoting has shifted the characters", () => {
    assert.deepEqual(wordsAt("sh -c 'foo \\\n && bar \"x\"'")[2], ["bar", '"x"']);
    assert.deepEqual(wordsAt('sh -c "foo && bar"')[2], ["bar"]);
    assert.deepEqual(wordsAt("sh -c foo")[1], ["foo"]);
    assert.deepEqual(wordsAt("sh -c \"sh -c 'foo bar'\"")[2], ["foo", "bar"]);
    assert.deepEqual(wordsAt('sh -c "foo \\"x\\""')[1], ['"foo \\"x\\""', '"foo \\"x\\""']);
    assert.deepEqual(wordsAt("eval foo 'bar'")[1], ["foo 'bar'", "foo 'bar'"]);
  });

  test("powershell", () => {
    const document = "a 'b c'; d > f";
    const { commands } = parseShell(plain(document), "powershell");
    assert.deepEqual(
      commands.map((command) => at(document, command)),
      ["a 'b c'", "d > f"],
    );
    assert.deepEqual(
      commands[0]?.words.map((word) => at(document, word)),
      ["a", "'b c'"],
    );
  });
});

// ------------------------------------------------------------------------------------ exec form

/** The elements of a JSON array of strings. */
function elements(json: string): Word[] {
  return [...json.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([text], index, all) => {
    const start = all[index]?.index ?? 0;
    return { start, end: start + text.length, text, value: JSON.parse(text) };
  });
}

describe("exec form", () => {
  const cases: readonly (readonly [json: string, expected: readonly string[]])[] = [
    ["[]", []],
    ['["node", "server.js"]', ["node server.js"]],
    ['["/usr/local/bin/node", "$X", "*"]', ["node $X *"]],
    ['["dumb-init", "--", "node", "x"]', ["dumb-init -- node x"]],
    ['["sudo", "-u", "x", "env", "A=1", "node"]', ['["sudo" "-u" "x" "env"] A=1 node']],
    ['["sh", "-c", "a && exec b $X"]', ["sh -c 'a && exec b $X'", "(sh -c) a &&", "(sh -c) && [exec] b ?$X"]],
    ['["/bin/sh", "-c", "a \\"b c\\""]', ["sh -c 'a \"b c\"'", "(sh -c) a 'b c'"]],
    ['["npm", "run", "a && b"]', ["npm run 'a && b'"]],
    ['["C:\\\\node\\\\node.exe", "x"]', ["node x"]],
    ['["sh", "-c", "a \\"b"]', ["sh -c 'a \"b'", "(sh -c) a b"]],
  ];
  for (const [json, expected] of cases) {
    test(json, () => assert.deepEqual(parseExec(elements(json)).commands.map(render), expected));
  }

  test("positions", () => {
    const json = '["sh", "-c", "foo && bar x"]';
    const [outer, , inner] = parseExec(elements(json)).commands;
    assert.ok(outer && inner);
    assert.equal(at(json, outer), '"sh", "-c", "foo && bar x"');
    assert.deepEqual(
      inner.words.map((word) => at(json, word)),
      ["bar", "x"],
    );
    const escaped = '["sh", "-c", "foo \\"x\\""]';
    assert.deepEqual(
      parseExec(elements(escaped)).commands[1]?.words.map((word) => at(escaped, word)),
      ['"foo \\"x\\""', '"foo \\"x\\""'],
    );
  });

  test("a script that the shell cannot parse", () => {
    assert.deepEqual(
      parseExec(elements(`["sh", "-c", "a 'b"]`)).errors.map(({ start, end }) => [start, end]),
      [[16, 17]],
    );
  });
});

// ----------------------------------------------------------------------------------- vocabulary

function one(text: string): Command {
  return parseShell(plain(text), "bash").commands[0] as Command;
}

describe("vocabulary", () => {
  const phrases: readonly (readonly [text: string, phrase: string, expected: boolean])[] = [
    ["npm install", "npm", true],
    ["npm install", "npm install", true],
    ["npm install", "npm ci", false],
    ["npm", "npm install", false],
    ["npmx install", "npm install", false],
    ["apt-get -y -q=2 install curl", "apt-get install", true],
    ["apt-get -o A::B=1 -t testing install x", "apt-get install", true],
    ["npm --prefix x install", "npm install", true],
    ["npm --prefix=x install", "npm install", true],
    ["npm --silent run -s build", "npm run build", true],
    ["npm run test build", "npm run build", false],
    ["npm $X install", "npm install", false],
    ["npm $X", "npm install", false],
    ["yarn --cwd /app install", "yarn install", true],
    ["pnpm -C app -r install", "pnpm install", true],
    ["apk --root /x --no-cache add curl", "apk add", true],
    ["dnf --enablerepo x -y install y", "dnf install", true],
    ["python3 -u -m pip install x", "python3 -m pip install", true],
    ["sudo /usr/bin/apt-get update", "apt-get update", true],
    ["constructor x", "constructor x", true],
  ];
  for (const [text, phrase, expected] of phrases) {
    test(`${text} ${expected ? "runs" : "does not run"} ${phrase}`, () => {
      assert.equal(runs(one(text), phrase), expected);
      assert.equal(runs(one(text), "no such", phrase), expected);
    });
  }

  const parts: readonly (readonly [text: string, subcommand: string | undefined, operands: readonly string[]])[] = [
    ["npm", undefined, []],
    ["apt-get install -y --no-install-recommends curl git=1.*", "install", ["curl", "git=1.*"]],
    ["apt-get -yt testing install x", "install", ["x"]],
    ["npm --registry https://x i -g --loglevel warn pnpm@9", "i", ["pnpm@9"]],
    ["apk add --no-cache --virtual .deps gcc", "add", ["gcc"]],
    ["apk add -t .deps gcc -- -x", "add", ["gcc", "-x"]],
    ["pip install -r requirements.txt x", "install", ["x"]],
    ["rm -rf a b", "a", ["a", "b"]],
    ["useradd -m -u 1000 -s /bin/sh app", "app", ["app"]],
    ["useradd -mu 1000 app", "app", ["app"]],
    ["useradd -u1000 app", "app", ["app"]],
    ["adduser -D -G app app", "app", ["app"]],
    ["node --require ./x.js server.js", "server.js", ["server.js"]],
    ["apt-get install $X 'a b'", "install", ["$X", "'a b'"]],
  ];
  for (const [text, expectedSubcommand, expectedOperands] of parts) {
    test(text, () => {
      assert.equal(subcommand(one(text))?.text, expectedSubcommand);
      assert.deepEqual(
        operands(one(text)).map((word) => word.text),
        expectedOperands,
      );
    });
  }

  const flags: readonly (readonly [text: string, names: readonly string[], expected: boolean])[] = [
    ["apt-get install -y", ["-y"], true],
    ["apt-get -qqy install", ["-y", "--yes"], true],
    ["apt-get install --yes", ["-y", "--yes"], true],
    ["apt-get install --yes-x", ["-y", "--yes"], false],
    ["apt-get install -- -y", ["-y"], false],
    ["apt-get install -oDebug::y=1", ["-y"], false],
    ["apt-get -o -y install", ["-y"], false],
    ["apt-get install -q=2", ["-q"], true],
    ["apt-get install '-y'", ["-y"], true],
    ["apt-get install $X", ["-y"], false],
    ['npm ci --omit="$X"', ["--omit"], true],
    ["npm ci --omit=dev", ["--omit"], true],
    ["npm ci --omit", ["--om"], false],
    ["java -jar x", ["-jar"], true],
    ["rm -rf x", ["-f"], true],
  ];
  for (const [text, names, expected] of flags) {
    test(`${text} has ${expected ? "" : "no "}${names.join(" ")}`, () =>
      assert.equal(hasFlag(one(text), ...names), expected));
  }

  const values: readonly (readonly [text: string, names: readonly string[], expected: string | undefined])[] = [
    ["npm ci --omit=dev", ["--omit"], "dev"],
    ["npm ci --omit dev", ["--only", "--omit"], "dev"],
    ["npm ci --omit", ["--omit"], undefined],
    ["npm ci --omit=$X", ["--omit"], undefined],
    ["npm ci --omit $X", ["--omit"], undefined],
    ["npm ci", ["--omit"], undefined],
    ["x --name=", ["--name"], ""],
    ["x --name y", ["--name"], "y"],
    ["useradd -u1000 app", ["-u", "--uid"], "1000"],
    ["useradd -mu 1000 app", ["-u", "--uid"], "1000"],
  ];
  for (const [text, names, expected] of values) {
    test(`${names.join(" ")} of ${text}`, () => assert.equal(flagValue(one(text), ...names), expected));
  }

  const expansions: readonly (readonly [word: string, expected: string])[] = [
    ["a", ""],
    ["'$x'\"$x $(a)\"\\$x", ""],
    ["$x", "variable $x"],
    ["a${x}/b$(c)`d`", "variable ${x}, command $(c), command `d`"],
    ["--a=$x", "variable $x"],
    ['${x:-"$y"}', 'variable ${x:-"$y"}'],
    ["/{a,b}", "braces {a,b}"],
    ["$((1))", "arithmetic $((1))"],
    ["<(a)", "process <(a)"],
    ["$'a'", "ANSI quotes $'a'"],
    ["$(", "command $("],
  ];
  for (const [text, expected] of expansions) {
    test(`expansions of ${text}`, () => {
      const found = unquotedExpansions({ text });
      assert.equal(found.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`).join(", "), expected);
    });
  }

  test("opaque", () => {
    for (const text of ["apt-get install $X", "a `b`", "a $(b) c", "a ${x}"]) assert.ok(isOpaque(one(text)), text);
    for (const text of ['a "$X"', "a b=$X", "a '$X'", "$X b", "a {b,c}"]) assert.ok(!isOpaque(one(text)), text);
  });
});

// ---------------------------------------------------------------------------------- any text

const hostile: readonly (readonly [title: string, text: string])[] = [
  ["many &&", `a${" && a".repeat(2000)}`],
  ["deep substitutions", `echo ${"$(".repeat(1000)}a${")".repeat(1000)}`],
  ["deep quoted substitutions", `echo ${'"$('.repeat(2_000)}`],
  ["groups in substitutions", `${"(".repeat(200)}$(`.repeat(100)],
  ["open parentheses", "(".repeat(4000)],
  ["open braces", "{ ".repeat(4000)],
  ["open tests", "[[ ".repeat(4000)],
  ["groups in a test", `[[ ${"( ".repeat(4000)}`],
  ["a long test", `[[ a${" && ! a".repeat(4000)} ]]`],
  ["defaults", "${x:-".repeat(2000)],
  ["backquotes", "`".repeat(4000)],
  ["escaped backquotes", `echo \`${"\\`".repeat(1000)}`],
  ["open quote", `"${"a ".repeat(10000)}`],
  ["one long word", "a".repeat(200000)],
  ["one long option", `a -${"b".repeat(200000)}`],
  ["one long quoted word", `'${"a".repeat(200000)}'`],
  ["many blanks", `a${" ".repeat(200000)}b`],
  ["many words", "a ".repeat(10000)],
  ["many assignments", `env ${"A=1 ".repeat(4000)}b`],
  ["many wrappers", "env A=1 ".repeat(4000)],
  ["evals", "eval ".repeat(1000)],
  ["nested scripts", `sh -c '${"sh -c ".repeat(4000)}'`],
  ["heredocs", "cat <<A\n".repeat(2_000)],
  ["continuations", "a `\n^\n\\\n".repeat(2000)],
  ["redirects", "> ".repeat(4000)],
  ["binary", Array.from({ length: 20_000 }, (_, index) => String.fromCharCode((index * 7919) % 256)).join("")],
  ["too long", "a ".repeat(2_000_001)],
];

const languages = ["sh", "powershell", "cmd"] as const;

describe("hostile text", () => {
  for (const [title, text] of hostile) {
    test(title, () => {
      for (const language of languages) checkParsed(text, language);
    });
  }
});

/** Spans lie in the text, words stand in order, and the vocabulary has an answer. */
function checkParsed(text: string, language: ShellLanguage): void {
  // A document three times as long, so that an offset that was not mapped, or twice, leaves its command.
  const { commands, errors } = parseShell({ text, toDocument: (offset) => 3 * offset + 7 }, language);
  const whole = { start: 7, end: 3 * text.length + 7 };
  for (const error of errors) checkInside(error, whole);
  for (const command of commands) {
    checkInside(command, whole);
    const { wrappers, words, assignments, redirects } = command;
    for (const assignment of assignments) {
      checkInside(assignment, command);
      for (const part of [assignment.name, assignment.value]) if (part) checkInside(part, assignment);
    }
    for (const redirect of redirects) {
      checkInside(redirect, command);
      if (redirect.target) checkInside(redirect.target, redirect);
    }
    let last: Span = command;
    for (const word of [...wrappers, ...words]) {
      checkInside(word, command);
      if (word.start < last.start || word.end < word.start) assert.fail("words out of order");
      last = word;
    }
    runs(command, "a b c");
    if (operands(command).length > words.length || subcommand(command)?.text === "") assert.fail("operands");
    hasFlag(command, "-y", "--yes");
    flagValue(command, "--omit");
    isOpaque(command);
  }
}

function checkInside({ start, end }: Span, whole: Span): void {
  if (!(start >= whole.start && start <= end && end <= whole.end)) {
    assert.fail(`${start}-${end} is not inside ${whole.start}-${whole.end}`);
  }
}

const fragment = fc.oneof(
  fc.constantFrom(
    ...'a|b|-y|--x=1|A=1|$x|"$x"|\'|"|`|\\`|\\"|\\|\\\n|\n|\r\n| | |;|&&|\\|\\||&|(|)|{ |; }|$(|<(|>|2>&1|<<E\n|E\n|${|}|$((|))'.split(
      /(?<!\\)\|/,
    ),
    ..."if |; then |; fi|for x in |; do |; done|while |case x in a) |;; esac|f() |! |time |[[ | ]]|#|*|?|[|{a,b}|~".split(
      "|",
    ),
    ..."sudo |env |exec |xargs -I {} |timeout 5 |sh -c |sh -c '|bash -ec \"|su -c |eval |nice -n |+=|=(|%x%|^|😀|\0".split(
      "|",
    ),
  ),
  fc.string({ maxLength: 5 }),
);

test("any text: nothing is thrown, every span lies inside, words stand in order", () => {
  const texts = fc.array(fragment, { maxLength: 25, size: "max" }).map((parts) => parts.join(""));
  fc.assert(fc.property(texts, fc.constantFrom(...languages), checkParsed), {
    numRuns: Number(process.env.FUZZ_RUNS ?? 2_000),
  });
});
