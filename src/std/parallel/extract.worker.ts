/** Entry of an extract worker of the notebook: runs the generators of parallelized resources that cells define. */
import * as Comlink from "comlink";
import { holdLock } from "../../pipeline/extract/parallel/aliveLock.ts";
import { serveExtract } from "../../pipeline/extract/parallel/serve.ts";
import type { PrintedLine } from "../cellHost.ts";
import type { CellExtractWorkerApi } from "./protocol.ts";
import { type ShippedContext, unpackFunction } from "./shippedFunction.ts";

const printing = new Set<Promise<unknown>>();
let context: ShippedContext | undefined;

const served = serveExtract({
  unpack(shipment) {
    if (context === undefined) throw new Error("The worker was not started.");
    return unpackFunction(shipment, context);
  },
  settled: () => Promise.all(printing),
});

const api: CellExtractWorkerApi = {
  ...served,
  holdLock,
  async start(workerName: string, interrupt: SharedArrayBuffer | undefined, print: (line: PrintedLine) => void) {
    context = {
      workerName,
      interrupt: interrupt === undefined ? undefined : new Int32Array(interrupt),
      print(line) {
        const sent: Promise<unknown> = Promise.resolve(print(line)).finally(() => printing.delete(sent));
        printing.add(sent);
      },
    };
  },
};

Comlink.expose(api);
