/** How a browser tells that a worker is gone: it holds a Web Lock for as long as it lives, and whoever waits for the lock learns of its end. */

/** In the worker: resolves once the lock is held. Where there are no locks, at once. */
export function holdLock(name: string): Promise<void> {
  const { locks } = globalThis.navigator ?? {};
  if (locks === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    void locks.request(name, () => {
      resolve();
      return new Promise<never>(() => undefined);
    });
  });
}

/** Outside, after the worker holds the lock: calls `gone` when it has ended, unless the signal aborts first. */
export function watchLock(name: string, signal: AbortSignal, gone: () => void): void {
  if (!("locks" in navigator) || signal.aborted) return;
  navigator.locks.request(name, { signal }, gone).catch(() => undefined);
}
