import { expect, test } from "vitest";
import { ensureIsolation, type IsolationPlace } from "./isolation.ts";

/** A browser tab: what it remembers stays over its loads; `isolates` tells whether its service worker has any effect. */
function tab({ isolates = true, canInstall = true, remembers = true } = {}) {
  const kept = new Map<string, string>();
  let reloads = 0;
  let installed = false;
  const load = (): IsolationPlace => ({
    isolated: installed && isolates,
    installServiceWorker: async () => {
      if (!canInstall) throw new Error("no service workers here");
      installed = true;
    },
    note: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => {
        if (!remembers) throw new Error("storage is blocked");
        kept.set(key, value);
      },
      removeItem: (key) => void kept.delete(key),
    },
    reload: () => void (reloads += 1),
  });
  return { load, kept, reloads: () => reloads };
}

test("a page without headers is isolated after one reload", async () => {
  const { load, reloads, kept } = tab();
  expect(await ensureIsolation(load())).toBe("reloading");
  expect(await ensureIsolation(load())).toBe("isolated");
  expect(reloads()).toBe(1);
  expect(kept.size).toBe(0);
});

test("a service worker without effect costs one reload and no more", async () => {
  const { load, reloads } = tab({ isolates: false });
  const states = [await ensureIsolation(load()), await ensureIsolation(load()), await ensureIsolation(load())];
  expect(states).toEqual(["reloading", "unavailable", "unavailable"]);
  expect(reloads()).toBe(1);
});

test("without service workers the page goes on as it is", async () => {
  const { load, reloads } = tab({ canInstall: false });
  expect(await ensureIsolation(load())).toBe("unavailable");
  expect(reloads()).toBe(0);
});

test("where nothing can be remembered the page is not reloaded, as it might never stop", async () => {
  const { load, reloads } = tab({ isolates: false, remembers: false });
  expect(await ensureIsolation(load())).toBe("unavailable");
  expect(reloads()).toBe(0);
});
