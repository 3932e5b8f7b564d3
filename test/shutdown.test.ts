import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { apply } from "../server/edits/edits";
import { handlesSignals, importsIn, isServer } from "../server/node/shutdown";
import { addShutdownHandler } from "../server/node/shutdownHandler";
import { parseProgram } from "../server/syntax/program";

const handling = [
  "process.on('SIGTERM', stop)",
  'process.once("SIGTERM", () => {})',
  "process.addListener(`SIGTERM`, stop)",
  "process\n  .on('SIGINT', stop)\n  .on('SIGTERM', stop)",
  "['SIGINT', 'SIGTERM'].forEach(s => process.on(s, stop))",
  "for (const signal of ['SIGTERM']) { process.once(signal, () => close(signal)); }",
  "const signals = { SIGINT: 2, SIGTERM: 15 };\nObject.keys(signals).forEach((signal) => process.on(signal, stop));",
  "onSignal('SIGTERM', stop)",
  "shutdownOn('SIGTERM')",
  "const closeWithGrace = require('close-with-grace');",
  "import gracefulShutdown from 'http-graceful-shutdown';",
  "import 'exit-hook'",
  "import { createTerminus } from '@godaddy/terminus';",
  "const { listen } = require('fastify-cli/helper')",
  "const onExit = await import('signal-exit')",
  "app.enableShutdownHooks();",
  "import type { A } from './a';\nconst x: A = <A>{ y: /'/ };\nprocess.on('SIGTERM', (): void => {});",
  "const view = <p>Don't stop</p>;\nprocess.on('SIGTERM', stop);",
  "const re = /[/'\"]/g; process.on('SIGTERM', stop);",
  "const a = b / c; const s = '/'; process.on('SIGTERM', stop);",
  "const t = `${a ? `'${b}'` : {}}`; process.on('SIGTERM', stop);",
];

const silent = [
  "",
  "server.listen(80)",
  "// process.on('SIGTERM', stop)",
  "/* process.on('SIGTERM', stop) */",
  "console.log(\"process.on('SIGTERM', stop)\")",
  "const help = `process.on('SIGTERM', ${stop})`",
  "const re = /process.on('SIGTERM', stop)/",
  "process.on('SIGINT', stop)",
  "process.on('exit', stop)",
  "child.kill('SIGTERM')",
  "process.kill(child.pid, 'SIGTERM'); process.on(event, stop)",
  "console.log('SIGTERM')",
  "// app.enableShutdownHooks()",
  "const name = 'close-with-grace';",
  "const stoppable = require('stoppable')",
  "import x from 'exit-hooks-of-mine'",
];

test("tells whether SIGTERM is handled", () => {
  for (const source of handling) assert.equal(handlesSignals(source), true, source);
  for (const source of silent) assert.equal(handlesSignals(source), false, source);
});

test("tells whether a file starts a server", () => {
  for (const source of [
    "app.listen(80)",
    "http.createServer(f)\n  .listen(80)",
    "const start = async () => { await fastify.listen({ port: 80 }) }",
    "Bun.serve({ fetch })",
    "import { serve } from '@hono/node-server'; serve(app)",
    "const Hapi = require('@hapi/hapi'); server.start()",
    "const port: number = 3; app!.listen(port)",
  ]) {
    assert.equal(isServer(source), true, source);
  }
  for (const source of [
    "",
    "require('./server')",
    "// app.listen(80)",
    "console.log('app.listen(80)')",
    "const app = express(); module.exports = app",
    "listen(80)",
    "job.start()",
    "serve()",
  ]) {
    assert.equal(isServer(source), false, source);
  }
});

test("lists imports", () => {
  const source = `
    import a, { b } from "./a";
    import "../b.js";
    export * from './c';
    const d = require("./d"), e = require('express');
    await import(\`./f\`);
    import x = require("./x");
    // import "./no";
    console.log("./no", Array.from("./no"));
    require("./d"); require(".");
    import(name); require(\`./\${name}\`); from("./no");
  `;
  assert.deepEqual(importsIn(source), ["./a", "../b.js", "./c", "./d", "express", "./f", "./x", "."]);
});

const http = "const http = require('http');\nconst server = http.createServer(answer);\nserver.listen(80);\n";

test("adds a handler for a server", () => {
  const result = added(`import express from "express";

const app = express();
app.get("/", (request, response) => {
    response.send("ok");
});

app.listen(3000);
`);
  assert.equal(
    result,
    `import express from "express";

const app = express();
app.get("/", (request, response) => {
    response.send("ok");
});

const server = app.listen(3000);

function shutDown() {
    // Docker waits ten seconds before it kills the process.
    setTimeout(() => process.exit(1), 8000);
    // Connections that clients keep alive end after the answer that is due.
    server.keepAliveTimeout = 1;
    server.close(() => process.exit(0));
    server.closeIdleConnections?.();
}
process.once("SIGTERM", shutDown);
process.once("SIGINT", shutDown);
`,
  );
});

test("adds a handler for fastify", () => {
  const result = added(
    `const fastify = require('fastify')({ logger: true })

const start = async () => {
	await fastify.listen({ port: 80 })
}
start()`.replaceAll("\n", "\r\n"),
  );
  assert.equal(
    result,
    `const fastify = require('fastify')({ logger: true })

const start = async () => {
	await fastify.listen({ port: 80 })
}
start()

async function shutDown() {
	// Docker waits ten seconds before it kills the process.
	setTimeout(() => process.exit(1), 8000)
	// Connections that clients keep alive end after the answer that is due.
	fastify.server.keepAliveTimeout = 1
	await fastify.close()
	process.exit(0)
}
process.once('SIGTERM', shutDown)
process.once('SIGINT', shutDown)`.replaceAll("\n", "\r\n"),
  );
});

/** What is closed and the framework. */
const closed: readonly (readonly [source: string, framework: string, closing: string])[] = [
  [http, "http", "server.close("],
  ["import { createServer } from 'node:http'\nexport const web = createServer()\nweb.listen(80)", "http", "web.close("],
  ["import * as http2 from 'http2'; const s = http2.createSecureServer(o); s.listen(1)", "http", "s.close("],
  ["var server = require('http').Server(app); server.listen(80)", "http", "server.close("],
  ["const https = require('https'); https.createServer(o, app).listen(443)", "http", "server.close("],
  ["const app = require('express')(); var s = app.use(x).listen(80)", "express", "s.close("],
  [
    "const express = require('express');\nvar app = module.exports = express();\napp.listen(80)",
    "express",
    "server.close(",
  ],
  ["import Koa from 'koa'; const app = new Koa(); app.use(f).listen(80)", "koa", "server.close("],
  ["const connect = require('connect'); connect().use(f).listen(80)", "connect", "server.close("],
  ["import Fastify from 'fastify'; const app = Fastify(); await app.listen({})", "fastify", "await app.close("],
  ["import { fastify } from 'fastify'; const app = await fastify(); app.listen({})", "fastify", "await app.close("],
  ["const { fastify: f } = require('fastify'); const app = f(); app.listen({})", "fastify", "await app.close("],
  ["const Fastify = require('fastify').default; const app = Fastify(); app.listen({})", "fastify", "await app.close("],
  ["const Hapi = require('@hapi/hapi'); const s = Hapi.server(); s.start()", "hapi", "await s.stop("],
  ["const Hapi = require('hapi'); const s = new Hapi.Server(); s.start()", "hapi", "await s.stop("],
  ["if (done) return;\nconst http = require('http');\nhttp.createServer(f).listen(80)", "http", "server.close("],
  ["#!/usr/bin/env node\nwith (a) {}\nconst s = require('http').createServer(f); s.listen(80)", "http", "s.close("],
];

/** The same of TypeScript. */
const closedTypes: typeof closed = [
  ["import http = require('http'); const s: http.Server = http.createServer(f); s.listen(80)", "http", "s.close("],
  [
    "import { createServer, type Server } from 'node:http'; export const web = createServer() satisfies Server; web.listen(80)",
    "http",
    "web.close(",
  ],
  [
    "import express = require('express'); const app = <express.Express>express(); app.use(f as any).listen(80)",
    "express",
    "server.close(",
  ],
  ["import express from 'express'; const app = express()!; const s = app!.listen(80 as number)", "express", "s.close("],
  ["import Koa from 'koa'; const app = new Koa<State, Context>(); app.use<A>(f).listen(80)", "koa", "server.close("],
  [
    "import fastify, { FastifyInstance } from 'fastify'; const app: FastifyInstance = fastify<A>().withTypeProvider<B>(); await app.listen({})",
    "fastify",
    "await app.close(",
  ],
  [
    "import Hapi from '@hapi/hapi'; const s: Hapi.Server = Hapi.server(); const f = async (): Promise<void> => { await s.start() }; f()",
    "hapi",
    "await s.stop(",
  ],
  [
    "import express from 'express'; @a() class B { constructor(private readonly c: D) {} }\nenum E { F }\nexpress().listen(80)",
    "express",
    "server.close(",
  ],
];

test("closes the server that it finds", () => {
  const both = [
    ...closed.map((each) => [...each, false] as const),
    ...closedTypes.map((each) => [...each, true] as const),
  ];
  for (const [source, framework, closing, isTypeScript] of both) {
    assert.equal(addShutdownHandler(source, isTypeScript)?.framework, framework, source);
    assert.ok(added(source, isTypeScript)?.includes(`  ${closing}`), source);
  }
});

test("adds a handler to TypeScript", () => {
  const result = added(
    `import express, { type Express } from 'express'

const app: Express = express()
const port = Number(process.env.PORT) as number

app.listen(port, () => {
    console.log(\`http://localhost:${"${port}"}\`)
})
`,
    true,
  );
  assert.equal(
    result,
    `import express, { type Express } from 'express'

const app: Express = express()
const port = Number(process.env.PORT) as number

const server = app.listen(port, () => {
    console.log(\`http://localhost:${"${port}"}\`)
})

function shutDown() {
    // Docker waits ten seconds before it kills the process.
    setTimeout(() => process.exit(1), 8000)
    // Connections that clients keep alive end after the answer that is due.
    server.keepAliveTimeout = 1
    server.close(() => process.exit(0))
    server.closeIdleConnections?.()
}
process.once('SIGTERM', shutDown)
process.once('SIGINT', shutDown)
`,
  );
});

const nestImport = 'import { NestFactory } from "@nestjs/core";\n';

/** The statement that makes the application, and what it becomes. */
const applications: readonly (readonly [before: string, after: string])[] = [
  ["  const app = await NestFactory.create(AppModule);\n", "  app.enableShutdownHooks();\n"],
  [
    "\tconst web = await NestFactory.create<NestExpressApplication>(AppModule, { cors: true })\n",
    "\tweb.enableShutdownHooks()\n",
  ],
  [
    "    const app = await NestFactory.createMicroservice<MicroserviceOptions>(AppModule, {\n        port: 1,\n    });\n",
    "    app.enableShutdownHooks();\n",
  ],
  [
    "  const app: INestApplication = (await NestFactory.create(AppModule)) as INestApplication; // the app\n",
    "  app.enableShutdownHooks();\n",
  ],
];

test("turns on the shutdown hooks of Nest", () => {
  for (const [statement, call] of applications) {
    for (const eol of ["\n", "\r\n"]) {
      const [before, after] = [
        `${nestImport}async function bootstrap(): Promise<void> {\n`,
        "  await app.listen(80);\n}\nbootstrap();\n",
      ];
      const withEol = (text: string) => text.replaceAll("\n", eol);
      assert.equal(added(withEol(before + statement + after), true), withEol(before + statement + call + after));
    }
  }
  const line = `${nestImport}(async () => { const app = await NestFactory.create(AppModule); await app.listen(80); })();`;
  assert.equal(added(line, true), line.replace("; await", "; app.enableShutdownHooks(); await"));
  const required = `const { NestFactory } = require("@nestjs/core");\n(async () => {\n  const app = await NestFactory.create(AppModule);\n})();`;
  assert.equal(added(required), required.replace("\n})", "\n  app.enableShutdownHooks();\n})"));
  assert.equal(addShutdownHandler(required)?.framework, "Nest");
});

test("leaves TypeScript alone", () => {
  for (const source of [
    "import http2 from 'http2'; const server = http2.createServer(); server.listen(80)",
    "import express from 'express'; const app: = express(); app.listen(80)",
    "import app from './app'; app.listen(80 as number)",
    `${nestImport}const app = NestFactory.create(AppModule);`,
    `${nestImport}let app; app = await NestFactory.create(AppModule);`,
    `${nestImport}const app = await NestFactory.createApplicationContext(AppModule);`,
    `${nestImport}const a = await NestFactory.create(A); const b = await NestFactory.create(B);`,
    `${nestImport}const a = await NestFactory.create(A);\nfunction f() { return NestFactory.create(B); }`,
    `${nestImport}const { a } = await NestFactory.create(A);`,
    `${nestImport}async function f() { const app = await NestFactory.create(A) }`,
    `${nestImport}const app = await NestFactory.create(A);\napp.enableShutdownHooks();`,
    `${nestImport}const app = await NestFactory.create(A);\nprocess.on("SIGTERM", () => app.close());`,
  ]) {
    assert.equal(addShutdownHandler(source, true), undefined, source);
  }
});

test("leaves a file alone", () => {
  for (const source of [
    "",
    "app.listen(80)",
    "const app = require('./app'); app.listen(80)",
    "const app = require('express')(); module.exports = app",
    "const fastify = require('fastify'); module.exports = fastify()",
    "const app = require('express')(); const server = 1; app.listen(80)",
    "const app = require('express')(); app.listen(80); app.listen(81)",
    "const app = require('express')(); const a = app.listen(80); const b = app.listen(81)",
    "const app = require('express')(); if (require.main === module) app.listen(80)",
    "const app = require('express')(); function start() { const server = app.listen(80) }",
    "const app = require('express')(); const router = app.route('/').listen(80)",
    `const app = require('express')(); ${"app.listen(80)".replace("listen", "['listen']")}`,
    "import cluster from 'node:cluster'; import express from 'express'; const s = express().listen(80)",
    "import express from 'express'; const port: number = 80; express().listen(port)",
    `${http}process.on('SIGTERM', stop)`,
    `${http}//# sourceMappingURL=server.js.map`,
    `${http}function shutDown() {} function shutDownGracefully() {} function endGracefully() {}`,
    `${http}}`,
    `${http}${"[".repeat(50_000)}`,
  ]) {
    assert.equal(addShutdownHandler(source), undefined, source.slice(0, 120));
  }
});

test("respects names and signals in use", () => {
  const result = added(`${http}function shutDown() {}\nprocess.on('SIGINT', shutDown);\n`);
  assert.match(result ?? "", /function shutDownGracefully\(\)/);
  assert.match(result ?? "", /process\.once\('SIGTERM', shutDownGracefully\);\n$/);
  assert.match(
    added("const app = require('express')(); app.server = 1; app.listen(80)") ?? "",
    /const server = app.listen/,
  );
});

/** The text with the handler, checked for what must hold for every such text. */
function added(source: string, isTypeScript = false): string | undefined {
  const addition = addShutdownHandler(source, isTypeScript);
  if (!addition) return undefined;
  const result = apply(source, addition.edits);
  assert.equal(handlesSignals(result), true, result);
  assert.equal(addShutdownHandler(result, isTypeScript), undefined, result);
  assert.ok(parseProgram(result, isTypeScript, result.length), result);
  return result;
}

test("never throws", () => {
  const piece = fc.constantFrom(...handling, ..."` ${ } { ( [ / // /* */ ' \" \\ < = \r\n".split(" "));
  const text = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => pieces.join(" ")),
  );
  fc.assert(
    fc.property(text, (source) => {
      handlesSignals(`${source} 'SIGTERM'`);
      isServer(source);
      importsIn(source);
      addShutdownHandler(source);
      addShutdownHandler(source, true);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test("never breaks a program", () => {
  const line = fc.constantFrom(
    "let x",
    "x = async",
    "x = a => a",
    "x = function () {}",
    "x++",
    "a\n++b",
    "if (x) x()",
    "do x(); while (x)",
    "label: x()",
    "return",
    "await x",
    "export default class {}",
    "export default () => {}",
    "'use strict'",
    "const o = { server: 1 }",
    "// comment",
    "/* comment */",
    "`template`",
    "/regex/",
    ";",
  );
  const server = fc.constantFrom(...closed.map(([source]) => source));
  fc.assert(
    fc.property(
      fc.array(line),
      server,
      fc.array(line),
      fc.constantFrom("", "\n", "\r\n\t "),
      (before, it, after, end) => {
        added([...before, it, ...after].join("\n") + end);
      },
    ),
    { numRuns: 300, seed: 1 },
  );
});

test("a server with the handler ends when it is told to", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shutdown-"));
  const file = join(folder, "server.js");
  const source = `const http = require("http");
const server = http.createServer((request, response) => response.end("ok"));
server.listen(0, () => console.log("up"));
`;
  writeFileSync(file, added(source) ?? "");
  const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  // When what it serves takes too long, it ends with 1.
  assert.equal(code, 0);
  rmSync(folder, { recursive: true });
});
