import * as vscode from "vscode";
import { memoryFiles } from "./memory";

/** Of mocha's build for browsers, which is what a web worker can load. */
interface BrowserMocha {
  setup(options: { ui: "tdd"; timeout: number; reporter: unknown }): void;
  run(done: (failures: number) => void): BrowserRunner;
}

interface BrowserRunner {
  on(event: "pass" | "fail", tell: (test: { fullTitle(): string }, error?: Error) => void): this;
}

/** VS Code calls this inside its extension host, a web worker; each line tells scripts/web-tests.mjs of a test, the last of the end. */
export async function run(): Promise<void> {
  // In a browser VS Code saves by itself; and it fetches the schema of package.json.
  await vscode.workspace.getConfiguration("files").update("autoSave", "off", vscode.ConfigurationTarget.Global);
  const json = vscode.workspace.getConfiguration("json");
  await json.update("schemaDownload.enable", false, vscode.ConfigurationTarget.Global);
  await openFolders();
  // Makes the global `mocha`.
  await import("mocha/mocha.js" as string);
  const { mocha } = globalThis as unknown as { mocha: BrowserMocha };
  mocha.setup({ ui: "tdd", timeout: 60_000, reporter: Silent });
  await import("./roots.test");
  await import("../context.test");
  await import("../harden.test");
  await import("../findings.test");
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on("pass", (test) => tell({ title: test.fullTitle(), passed: true }))
      .on("fail", (test, error) =>
        tell({ title: test.fullTitle(), passed: false, error: error?.stack ?? String(error) }),
      );
  });
  tell({ failures });
  if (failures > 0) throw new Error(`${failures} failed`);
}

function tell(event: object): void {
  console.log(`drydock-test ${JSON.stringify(event)}`);
}

/** What is told is told above. */
function Silent(): void {}

/** The sample project at roots of all forms: without a path, without an authority, and a folder below a root. */
async function openFolders(): Promise<void> {
  vscode.workspace.registerFileSystemProvider("x", memoryFiles(), { isCaseSensitive: true });
  const roots = ["x://a", "x:/", "x://b/c"].map((root) => vscode.Uri.parse(root));
  const extension = vscode.extensions.getExtension("drydock.drydock");
  if (extension === undefined) throw new Error("The extension is not there.");
  for (const name of ["Dockerfile", "package.json", "package-lock.json", "server.js", ".env"]) {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension.extensionUri, "example", name));
    for (const root of roots)
      await vscode.workspace.fs.writeFile(root.with({ path: `${root.path}/${name}`.replace("//", "/") }), bytes);
  }
  const opened = new Promise<void>((resolve) => {
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      if (vscode.workspace.workspaceFolders?.length === roots.length) resolve();
    });
  });
  vscode.workspace.updateWorkspaceFolders(0, 0, ...roots.map((uri) => ({ uri, name: uri.toString() })));
  await opened;
}
