import { afterEach, expect, test, vi } from "vitest";
import { openFileStore } from "./openStore.ts";

afterEach(() => vi.unstubAllGlobals());

/** A place whose storage fails to open with this. */
function storageThat(error: unknown): void {
  const getDirectoryHandle = async () => {
    throw error;
  };
  vi.stubGlobal("navigator", { storage: { getDirectory: async () => ({ getDirectoryHandle }) } });
}

test("without an origin private file system, files are kept in memory and that is told", async () => {
  vi.stubGlobal("navigator", {});
  const warn = vi.fn();
  expect((await openFileStore("a/b", warn)).kind).toBe("memory");
  expect(warn).toHaveBeenCalledExactlyOnceWith("E463", expect.stringContaining("in memory"));
});

test("storage that is blocked is as good as none", async () => {
  storageThat(new DOMException("denied", "SecurityError"));
  expect((await openFileStore("a/b", () => {})).kind).toBe("memory");
});

test("storage that is full is an error: it is there, and memory would forget what was written", async () => {
  storageThat(new DOMException("full", "QuotaExceededError"));
  await expect(openFileStore("a/b", () => {})).rejects.toMatchObject({ code: "E460" });
});
