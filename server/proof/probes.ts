/** How a program that is at hand in an image asks a port of its own machine by HTTP, since none is published. */

import type { Answer } from "./measurement";

/** What is started, without a shell around it; it prints the first line of an answer: "HTTP/1.1 200 OK". */
export interface Probe {
  readonly program: string;
  words(port: number): readonly string[];
}

/** Seconds that one question may take. */
const patience = 5;

const request = "GET / HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n";

const fromNode = (port: number) =>
  `require("http").get({host:"127.0.0.1",port:${port},path:"/",timeout:${patience * 1000}},(r)=>{console.log("HTTP/1.1 "+r.statusCode);process.exit()})` +
  `.on("timeout",()=>process.exit(1)).on("error",()=>process.exit(1))`;

const fromPython = (port: number) =>
  `import http.client as h\nc=h.HTTPConnection("127.0.0.1",${port},timeout=${patience})\nc.request("GET","/")\nprint("HTTP/1.1",c.getresponse().status)`;

const fromRuby = (port: number) =>
  `require "socket";s=TCPSocket.new("127.0.0.1",${port});s.write("${request}");puts s.gets`;

const fromPhp = (port: number) =>
  `$s=fsockopen("127.0.0.1",${port},$n,$m,${patience});fwrite($s,"${request}");echo fgets($s);`;

const fromPerl = (port: number) =>
  `use IO::Socket::INET;$s=IO::Socket::INET->new(PeerAddr=>"127.0.0.1:${port}",Timeout=>${patience}) or exit 1;print $s "${request}";print scalar <$s>`;

const fromBash = (port: number) =>
  `exec 3<>/dev/tcp/127.0.0.1/${port} && printf '${request}' >&3 && read -r -t ${patience} line <&3 && echo "$line"`;

/** The likeliest to be there come first. */
export const probes: readonly Probe[] = [
  { program: "node", words: (port) => ["-e", fromNode(port)] },
  { program: "/nodejs/bin/node", words: (port) => ["-e", fromNode(port)] },
  {
    program: "curl",
    words: (port) => ["-sS", "-o", "/dev/null", "-w", "HTTP/1.1 %{http_code}", "-m", `${patience}`, urlOf(port)],
  },
  // That of Busybox prints status lines by -S as the other one does, but for errors, which it prints anyway.
  { program: "wget", words: (port) => ["-S", "-T", `${patience}`, "-O", "/dev/null", urlOf(port)] },
  { program: "python3", words: (port) => ["-c", fromPython(port)] },
  { program: "python", words: (port) => ["-c", fromPython(port)] },
  { program: "ruby", words: (port) => ["-e", fromRuby(port)] },
  { program: "php", words: (port) => ["-r", fromPhp(port)] },
  { program: "perl", words: (port) => ["-e", fromPerl(port)] },
  { program: "bash", words: (port) => ["-c", fromBash(port)] },
];

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}/`;
}

/** What a probe was answered; undefined for nothing. */
export function readAnswer(port: number, output: string): Answer | undefined {
  const status = Number(/HTTP\/\d(?:\.\d)? ([1-5]\d\d)\b/.exec(output)?.[1]);
  return status ? { port, status } : undefined;
}
