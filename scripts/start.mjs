/**
 * `npm start`: installs what is missing, builds the course when its sources changed, serves it on this machine.
 *
 *     npm start -- [--port N] [--host ADDRESS] [--dev]
 *
 * With --dev the development server runs instead: pages follow each change of a source file at once.
 */
import { parseArgs } from "node:util";
import { requireNode } from "./node.mjs";
import { ensureDependencies, root } from "./dependencies.mjs";

requireNode();
const { port, host, dev } = readOptions();
await ensureDependencies();

const { createServer, preview } = await import("vite");
const address = { port: port ?? 5173, strictPort: port !== undefined, host };
try {
  const server = dev ? await startDevelopment() : await startCourse();
  console.log(`\nWatercourse is at ${server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0]}\nCtrl+C stops it.`);
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.once(signal, () => void server.close().finally(() => process.exit(0)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (port !== undefined && /in use/.test(String(error))) console.error("Choose another one: npm start -- --port N, or leave --port out.");
  process.exit(1);
}

async function startDevelopment() {
  const server = await createServer({ root, server: address });
  return server.listen();
}

async function startCourse() {
  const { ensureBuild } = await import("./build.mjs");
  await ensureBuild();
  return preview({ root, preview: address });
}

function readOptions() {
  try {
    const { values } = parseArgs({ options: { port: { type: "string" }, host: { type: "string", default: "localhost" }, dev: { type: "boolean", default: false } } });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) throw new Error(`--port takes a number from 1 to 65535, not "${values.port}".`);
    return { port, host: values.host, dev: values.dev };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nUsage: npm start -- [--port N] [--host ADDRESS] [--dev]`);
    process.exit(2);
  }
}
