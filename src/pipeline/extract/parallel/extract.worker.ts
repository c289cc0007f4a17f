/** An extract worker in a plain page: runs generators that need nothing from around them. A notebook has a worker of its own. */
import * as Comlink from "comlink";
import { holdLock } from "./aliveLock.ts";
import { unpackSelfContained } from "./packFunction.ts";
import { serveExtract } from "./serve.ts";

Comlink.expose({ ...serveExtract({ unpack: unpackSelfContained }), holdLock });
