import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";

interface Result {
  readonly title: string;
  readonly passed: boolean;
  readonly error?: string;
}

/**
 * VS Code calls this inside its extension host; what it writes proves that the suite ran to its end, or says what had
 * failed when it was ended.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", timeout: 60_000 });
  for (const file of readdirSync(__dirname)) if (file.endsWith(".test.js")) mocha.addFile(path.join(__dirname, file));
  const results: Result[] = [];
  const write = () => {
    if (process.env.DRYDOCK_TEST_RESULT) writeFileSync(process.env.DRYDOCK_TEST_RESULT, JSON.stringify(results));
  };
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on("pass", (test) => results.push({ title: test.fullTitle(), passed: true }))
      .on("fail", (test, error) => {
        results.push({ title: test.fullTitle(), passed: false, error: error.stack ?? String(error) });
        write();
      });
  });
  write();
  if (failures > 0) throw new Error(`${failures} failed`);
}
