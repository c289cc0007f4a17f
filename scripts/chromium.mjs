/**
 * Where a Chromium is on this machine, and how tests, the command line and benchmarks start it.
 * Uses Node's own modules only, so that it works before anything is installed.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir, platform } from "node:os";
import { delimiter, join } from "node:path";

/** Switches for a quiet browser that never leaves the machine by itself; no sandbox, because tests often run as root. */
export const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

const applications = {
  darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"],
  win32: ["C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe"],
};

/** Newest first, the full browsers that Playwright has downloaded. */
function playwrightBrowsers() {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    (platform() === "darwin"
      ? join(homedir(), "Library", "Caches", "ms-playwright")
      : platform() === "win32"
        ? join(process.env.LOCALAPPDATA ?? homedir(), "ms-playwright")
        : join(homedir(), ".cache", "ms-playwright"));
  if (!existsSync(cache)) return [];
  const inside = [
    ["chrome-linux", "chrome"],
    ["chrome-linux64", "chrome"],
    ["chrome-mac", "Chromium.app", "Contents", "MacOS", "Chromium"],
    ["chrome-mac-arm64", "Google Chrome for Testing.app", "Contents", "MacOS", "Google Chrome for Testing"],
    ["chrome-win", "chrome.exe"],
    ["chrome-win64", "chrome.exe"],
  ];
  return readdirSync(cache)
    .filter((folder) => /^chromium-\d+$/.test(folder))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((folder) => inside.map((path) => join(cache, folder, ...path)));
}

/** Everywhere a browser may be, in the order in which it is looked for. */
function candidates() {
  const onPath = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const suffix = platform() === "win32" ? ".exe" : "";
  return [
    ...names.flatMap((name) => onPath.map((folder) => join(folder, name + suffix))),
    ...(platform() === "linux" ? ["/usr/bin/chromium"] : []),
    ...(platform() === "darwin" || platform() === "win32" ? applications[/** @type {"darwin" | "win32"} */ (platform())] : []),
    ...playwrightBrowsers(),
  ];
}

/**
 * Whether this file is a browser that starts. Some systems have a `chromium-browser` that only tells how to install one.
 *
 * @param {string} path
 */
function starts(path) {
  if (platform() === "win32") return true;
  try {
    return /\d+\.\d+/.test(execFileSync(path, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 20_000 }));
  } catch {
    return false;
  }
}

/**
 * The path of a Chromium or Chrome: `CHROMIUM_PATH` when set, else the first that starts among PATH, the system's usual
 * places and Playwright's downloads. The answer is kept in `CHROMIUM_PATH` for the processes that this one starts.
 *
 * @returns {string | undefined} undefined when there is none
 */
export function findChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen !== undefined && chosen !== "") return existsSync(chosen) ? chosen : undefined;
  const found = candidates().find((path) => existsSync(path) && starts(path));
  if (found !== undefined) process.env.CHROMIUM_PATH = found;
  return found;
}
