/** Finds a Chromium for the tests, or gets one. */
import { join } from "node:path";
import { findChromium } from "./chromium.mjs";
import { root } from "./dependencies.mjs";
import { runNode, runProcess } from "./processes.mjs";

/**
 * Looks for a Chromium on the machine; else downloads Playwright's own; else, as root on Debian or Ubuntu, installs the
 * system's package. Says what it does.
 *
 * @returns {Promise<string | undefined>} its path; undefined when there is none and none could be had
 */
export async function ensureBrowser() {
  const present = findChromium();
  if (present !== undefined) return present;
  if (process.env.CHROMIUM_PATH) {
    console.error(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, and there is no such file.`);
    return undefined;
  }

  console.log("No Chromium or Chrome found. Downloading Playwright's own …");
  const playwright = join(root, "node_modules", "playwright-core", "cli.js");
  await runNode(playwright, ["install", "chromium"]);
  const downloaded = findChromium();
  if (downloaded !== undefined) return downloaded;

  if (process.platform === "linux" && process.getuid?.() === 0) {
    console.log("That gave no browser that starts here. Installing the system's package (apt-get install chromium) …");
    const quietly = { env: { DEBIAN_FRONTEND: "noninteractive" } };
    await runProcess("apt-get", ["update", "-qq"], quietly);
    await runProcess("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], quietly);
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  console.error("There is no browser to test in. Install Chromium or Chrome, or set CHROMIUM_PATH to one.");
  return undefined;
}
