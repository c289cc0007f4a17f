/** Runs in the page: the same graphs in `@observablehq/runtime`, measured from a redefinition to the last new output. */
import { Runtime } from "@observablehq/runtime";

/**
 * Milliseconds of each edit of the root.
 *
 * @param {{ cells: readonly import("./graphs.mjs").GraphCell[], edits: number }} request
 * @returns {Promise<number[]>}
 */
async function timeObservable({ cells, edits }) {
  const runtime = new Runtime();
  const module = runtime.module();
  /** @type {() => void} */
  let fulfilled = () => {};
  for (const { name, reads } of cells) {
    const inputs = reads.map((at) => cells[at]?.name ?? "");
    const add = (/** @type {number[]} */ ...values) => values.reduce((sum, value) => sum + value, 1);
    module.variable({ fulfilled: () => fulfilled() }).define(name, inputs, inputs.length === 0 ? () => 0 : add);
  }
  const root = cells[0]?.name ?? "";
  const settled = () =>
    new Promise((resolve) => {
      let waiting = cells.length;
      fulfilled = () => {
        waiting -= 1;
        if (waiting === 0) resolve(undefined);
      };
    });
  await settled();
  const times = [];
  for (let edit = 1; edit <= edits; edit += 1) {
    const done = settled();
    const begun = performance.now();
    module.redefine(root, [], () => edit);
    await done;
    times.push(performance.now() - begun);
  }
  runtime.dispose();
  return times;
}

Object.assign(globalThis, { timeObservable });
