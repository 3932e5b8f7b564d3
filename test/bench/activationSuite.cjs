/** What runs inside VS Code for scripts/activation.mjs: activates extensions in turn and writes how long each takes, in ms. */
const { writeFileSync } = require("node:fs");
const vscode = require("vscode");

exports.run = async () => {
  const took = [];
  for (const id of process.env.DRYDOCK_BENCH_EXTENSIONS.split(" ")) {
    const start = performance.now();
    await vscode.extensions.getExtension(id).activate();
    took.push(performance.now() - start);
    // What one has put off is not to be counted with the next.
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  writeFileSync(process.env.DRYDOCK_TEST_RESULT, JSON.stringify(took));
};
