/** The page that the command line opens: no reader, no lesson view, only a driver on `window`. */
import { course } from "virtual:course";
import { KernelClient } from "../../kernel/client/KernelClient.ts";
import { driverName, type HeadlessDriver } from "./contract.ts";
import { createDriver } from "./driver.ts";

declare global {
  interface Window {
    [driverName]?: HeadlessDriver;
  }
}

/**
 * Puts the driver on `window`; the command line waits for it there.
 *
 * @param root  where a person who comes here is told what this page is
 */
export function startHeadless(root: HTMLElement): void {
  root.textContent = "This page is driven by the command line.";
  window[driverName] = createDriver(async (notebook, onEvents) => {
    // Its death needs no listener here: every call that waits is rejected.
    const client = new KernelClient({ onEvents, onDeath: () => {} });
    await client.open({ ...notebook, cdn: notebook.cdn ?? course.cdn });
    return client;
  });
}
