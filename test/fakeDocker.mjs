/**
 * Plays docker for test/prove.test.ts: an image is the text of its Dockerfile, and settings.json beside this file says by
 * expressions what such texts do. What has been started is written to calls.log, what is there lies in things/.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const folder = path.dirname(process.argv[1]);
const things = path.join(folder, "things");
mkdirSync(things, { recursive: true });
const [command, ...words] = process.argv.slice(2);
appendFileSync(path.join(folder, "calls.log"), `${JSON.stringify([command, ...words])}\n`);
const settings = JSON.parse(readFileSync(path.join(folder, "settings.json"), "utf8"));

const does = (what, text) => settings[what] !== undefined && new RegExp(settings[what], "m").test(text);
const valueOf = (option) => words[words.indexOf(option) + 1];
const fileOf = (name) => path.join(things, encodeURIComponent(name));
const read = (name) => JSON.parse(readFileSync(fileOf(name), "utf8"));
const write = (name, thing) => writeFileSync(fileOf(name), JSON.stringify(thing));
const print = (text) => process.stdout.write(text);

/** Ends with an exit code, and what is printed as an error. */
function end(code, error = "") {
  process.stderr.write(error);
  process.exitCode = code;
}

const commands = {
  version: () => (settings.isDown ? end(1, "Cannot connect to the daemon\n") : print("Client\nServer\n")),
  buildx: () => print("Name: default\nDriver: docker\n"),
  build() {
    const file = valueOf("--file");
    const text = readFileSync(file, "utf8");
    const ignoreFile = [`${file}.dockerignore`, path.join(words.at(-1), ".dockerignore")].find(existsSync);
    const ignore = ignoreFile ? readFileSync(ignoreFile, "utf8") : "";
    write(valueOf("--tag"), { text, ignore, context: words.at(-1) });
    if (does("hangs", text)) setInterval(() => {}, 1000);
    else if (does("failsToBuild", text)) end(1, "ERROR: failed to solve: no such thing\n");
  },
  image() {
    const { text } = read(words.at(-1));
    const [, check] = /^HEALTHCHECK .*CMD (.+)$/m.exec(text) ?? [];
    const Healthcheck = check && { Test: ["CMD-SHELL", check] };
    print(JSON.stringify([{ Size: 5_000_000, Config: { ExposedPorts: { "3000/tcp": {} }, Env: [], Healthcheck } }]));
  },
  container() {
    const { isRunning, exitCode } = read(words.at(-1));
    print(JSON.stringify([{ State: { Running: isRunning, ExitCode: exitCode } }]));
  },
  run() {
    if (words.includes("--entrypoint")) return end(127);
    const { text } = read(words.at(-1));
    const isRunning = !does("crashes", text);
    write(valueOf("--name"), { text, isRunning, exitCode: isRunning ? 0 : 1 });
  },
  exec() {
    const [container, program, ...rest] = words;
    const { text } = read(container);
    const files = {
      "/proc/1/status": `Name:\tnode\nUid:\t${/^USER node/m.test(text) ? 1000 : 0}\t0\n`,
      "/proc/1/cmdline": "node\0server.js\0",
      "/proc/net/tcp": "  sl\n   0: 00000000:0BB8 00000000:0000 0A 00000000:00000000\n",
      "/proc/net/tcp6": "  sl\n",
    };
    if (program === "cat") print(rest.map((file) => files[file]).join(""));
    else if (program === "/bin/sh") end(does("isSick", text) ? 1 : 0);
    else if (program === "node") print("HTTP/1.1 200\n");
    else end(127, "executable file not found in $PATH\n");
  },
  stop: () => write(words.at(-1), { ...read(words.at(-1)), isRunning: false, exitCode: 143 }),
  logs() {
    if (does("crashes", read(words[0]).text)) end(0, "Error: EACCES: permission denied, open 'state.json'\n");
    else print("listening\n");
  },
  compose() {
    if (words.includes("config"))
      return settings.compose ? print(JSON.stringify(settings.compose)) : end(1, "no such command\n");
    if (words.includes("up")) write("services", JSON.parse(readFileSync(valueOf("--file"), "utf8")));
    else rmSync(fileOf("services"), { force: true });
    if (words.includes("up") && settings.servicesFail) end(1, "db is unhealthy\n");
  },
  history: () => print("CMD\n"),
  save() {
    const { text, ignore, context } = read(words[0]);
    const env = path.join(context, ".env");
    const isIn = existsSync(env) && /^COPY .*\. /m.test(text) && !/^\.env|\*\*\/\.env/m.test(ignore);
    print(archive([["layer.tar", archive(isIn ? [["app/.env", readFileSync(env)]] : [["etc/passwd", "x"]])]]));
  },
  rm: remove,
  rmi: remove,
};

function remove() {
  for (const name of words.filter((word) => !word.startsWith("-"))) rmSync(fileOf(name), { force: true });
}

/** A tar archive. */
function archive(entries) {
  const blocks = entries.flatMap(([name, content]) => {
    const bytes = Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(bytes.length.toString(8).padStart(11, "0"), 124);
    header.write("0", 156);
    header.write("ustar", 257);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

commands[command]();
