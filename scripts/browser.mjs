/** Which browser of this machine can show VS Code. */
import path from "node:path";
import { install, isProgram, mayInstall, onPath } from "./processes.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const places = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"].flatMap((name) =>
    ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"].map((file) =>
      path.join(process.env[name] ?? "", file),
    ),
  ),
};

/** Path of a Chromium, Chrome or Edge; CHROME_PATH goes first. */
export function findBrowser() {
  return [process.env.CHROME_PATH, onPath(...names), ...(places[process.platform] ?? [])].find(
    (file) => file !== undefined && isProgram(file),
  );
}

/** The same, installing Debian's Chromium where this process may do so. */
export async function provideBrowser(step) {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (mayInstall()) await step("Installing Chromium", () => install("chromium"));
  const installed = findBrowser();
  if (installed === undefined)
    throw new Error("No Chromium, Chrome or Edge was found: install one, or name it in CHROME_PATH.");
  return installed;
}

/** Without these it looks up hosts of its maker, or fails as root or without a graphics card. */
export const browserFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
