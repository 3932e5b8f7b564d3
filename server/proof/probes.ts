/** How a program that is at hand in an image asks a port of its own machine by HTTP, since none is published. */

import type { Answer } from "./measurement";

/** What is asked of a container. */
export interface Question {
  /** "/", or more, as `isAskable` has it. */
  readonly path: string;
  /** What the answer must have in it; undefined where any will do. */
  readonly text?: string;
  /** Any of these may answer; undefined where all that listen are asked. */
  readonly ports?: readonly number[];
}

/** Whether a path may stand in a question: no character of it means something to a shell, or to one of the languages that ask. */
export function isAskable(path: string): boolean {
  return /^\/[\w\-.~/%?&=+,:;!()*]*$/.test(path);
}

/** What is started, without a shell around it; it prints the first line of an answer: "HTTP/1.1 200 OK", and its body where a text is asked for. */
export interface Probe {
  readonly program: string;
  words(port: number, question: Question): readonly string[];
}

/** Seconds that one question may take. */
const patience = 5;

const requestOf = (path: string) => `GET ${path} HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n`;

type Ask = (port: number, question: Question) => string;

const fromNode: Ask = (port, { path, text }) =>
  `require("http").get({host:"127.0.0.1",port:${port},path:${JSON.stringify(path)},timeout:${patience * 1000}},(r)=>{console.log("HTTP/1.1 "+r.statusCode);` +
  `${text === undefined ? "process.exit()" : `r.pipe(process.stdout);setTimeout(()=>process.exit(),${patience * 1000}).unref()`}})` +
  `.on("timeout",()=>process.exit(1)).on("error",()=>process.exit(1))`;

const fromPython: Ask = (port, { path, text }) =>
  `import http.client as h\nc=h.HTTPConnection("127.0.0.1",${port},timeout=${patience})\nc.request("GET","${path}")\nr=c.getresponse()\nprint("HTTP/1.1 %d" % r.status)` +
  (text === undefined
    ? ""
    : `\nimport sys\nsys.stdout.flush()\ngetattr(sys.stdout,"buffer",sys.stdout).write(r.read())`);

const fromRuby: Ask = (port, { path, text }) =>
  `require "socket";s=TCPSocket.new("127.0.0.1",${port});s.write("${requestOf(path)}");puts s.${text === undefined ? "gets" : "read"}`;

const fromPhp: Ask = (port, { path, text }) =>
  `$s=fsockopen("127.0.0.1",${port},$n,$m,${patience});fwrite($s,"${requestOf(path)}");echo ${text === undefined ? "fgets" : "stream_get_contents"}($s);`;

const fromPerl: Ask = (port, { path, text }) =>
  `use IO::Socket::INET;$s=IO::Socket::INET->new(PeerAddr=>"127.0.0.1:${port}",Timeout=>${patience}) or exit 1;print $s "${requestOf(path)}";print ${text === undefined ? "scalar " : ""}<$s>`;

const fromBash: Ask = (port, { path, text }) =>
  `exec 3<>/dev/tcp/127.0.0.1/${port} && printf %b '${requestOf(path)}' >&3 && ` +
  (text === undefined
    ? `read -r -t ${patience} line <&3 && echo "$line"`
    : `while IFS= read -r -t ${patience} line || [ -n "$line" ]; do printf '%s\\n' "$line"; done <&3`);

/** The likeliest to be there come first. */
export const probes: readonly Probe[] = [
  { program: "node", words: (...asked) => ["-e", fromNode(...asked)] },
  { program: "/nodejs/bin/node", words: (...asked) => ["-e", fromNode(...asked)] },
  {
    program: "curl",
    words: (port, { path, text }) => [
      ...(text === undefined ? ["-sS", "-o", "/dev/null", "-w", "HTTP/1.1 %{http_code}"] : ["-sS", "-i"]),
      ...["-m", `${patience}`, urlOf(port, path)],
    ],
  },
  // That of Busybox prints status lines by -S as the other one does, but for errors, which it prints anyway.
  {
    program: "wget",
    words: (port, { path, text }) => [
      ...["-S", "-T", `${patience}`, "-O", text === undefined ? "/dev/null" : "-"],
      urlOf(port, path),
    ],
  },
  { program: "python3", words: (...asked) => ["-c", fromPython(...asked)] },
  { program: "python", words: (...asked) => ["-c", fromPython(...asked)] },
  { program: "ruby", words: (...asked) => ["-e", fromRuby(...asked)] },
  { program: "php", words: (...asked) => ["-r", fromPhp(...asked)] },
  { program: "perl", words: (...asked) => ["-e", fromPerl(...asked)] },
  { program: "bash", words: (...asked) => ["-c", fromBash(...asked)] },
];

function urlOf(port: number, path: string): string {
  return `http://127.0.0.1:${port}${path}`;
}

/** What a probe was answered; undefined for nothing. @param output all that it printed. */
export function readAnswer(port: number, output: string, { text }: Question): Answer | undefined {
  const status = Number(/HTTP\/\d(?:\.\d)? ([1-5]\d\d)\b/.exec(output)?.[1]);
  if (!status) return undefined;
  return { port, status, ...(text !== undefined && { hasText: output.includes(text) }) };
}
