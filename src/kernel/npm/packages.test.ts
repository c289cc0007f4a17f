import { expect, test } from "vitest";
import { Kernel } from "../kernel.ts";
import { TestKernel } from "../kernelHarness.ts";
import type { CellSpec } from "../protocol.ts";
import { memoryModuleCache } from "./moduleCache.ts";
import type { NpmSpec } from "./npmModules.ts";

const asked: string[] = [];

/** Every package exports its own address and a function. */
function packages(): NpmSpec {
  asked.length = 0;
  return {
    cache: memoryModuleCache(),
    fetch: async (url) => {
      asked.push(url);
      return new Response(`export const url = ${JSON.stringify(url)}; export const twice = (n) => 2 * n; export default class Thing {}`, { headers: { "Content-Type": "text/javascript" } });
    },
    addressOf: (code) => `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`,
  };
}

test("a cell imports names, the default and everything; other cells read them", async () => {
  const k = await TestKernel.open(
    { a: 'import Thing, { twice as double } from "npm:tools@1.2.3"', b: 'import * as all from "npm:tools@1.2.3"', c: "const n = double(21), name = new Thing().constructor.name, keys = Object.keys(all)" },
    "automatic",
    { npm: packages() },
  );
  expect(asked).toEqual([]);
  await k.runAll();
  expect(await k.names()).toMatchObject({ n: 42, name: "Thing", keys: ["default", "twice", "url"] });
  expect(asked).toEqual(["https://esm.sh/tools@1.2.3?bundle"]);
});

test("import() fetches a package when it is reached", async () => {
  const k = await TestKernel.open({ a: 'const { twice } = await import("npm:tools@1.2.3"); const n = twice(4)' }, "automatic", { npm: packages() });
  await k.runAll();
  expect(await k.names()).toMatchObject({ n: 8 });
});

test.each([
  ['import { nope } from "npm:tools@1.2.3"', "E207"],
  ['import { twice } from "npm:tools"', "E271"],
  ['import { twice } from "npm:tools@^1.0.0"', "E272"],
  ['import { twice } from "tools"', "E206"],
])("%s fails with %s and leaves other cells alone", async (code, expected) => {
  const k = await TestKernel.open({ a: code, b: "const fine = 1" }, "automatic", { npm: packages() });
  await k.runAll();
  expect((await k.cell("a")).error?.code).toBe(expected);
  expect(await k.names()).toMatchObject({ fine: 1 });
});

test("versions and the server come with the notebook", async () => {
  const kernel = new Kernel({ npm: packages() });
  const cell: CellSpec = { id: "a", code: 'import { url } from "npm:tools"', lang: "ts", role: "cell", manual: false, disabled: false };
  await kernel.open({ notebook: { id: "n", mode: "automatic", cells: [cell], packages: { tools: "3.0.1" }, cdn: "https://mirror.example/npm" }, aliveLock: "test" }, () => undefined);
  await kernel.execute({ type: "runAll" });
  expect((await kernel.snapshot()).names).toMatchObject([{ name: "url", value: "https://mirror.example/npm/tools@3.0.1" }]);
  await kernel.close();
});

test("Stop ends a cell that waits for a package", async () => {
  const k = await TestKernel.open({ a: 'import { twice } from "npm:tools@1.2.3"', b: "const fine = 1" }, "automatic", { npm: { ...packages(), fetch: () => new Promise(() => undefined) } });
  await k.run("b");
  const running = k.run("a");
  await expect.poll(async () => (await k.cell("a")).status).toBe("running");
  await k.kernel.stop();
  await running;
  expect((await k.cell("a")).result).toBe("interrupted");
  expect(await k.names()).toMatchObject({ fine: 1 });
});
