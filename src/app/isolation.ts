/**
 * Cross-origin isolation gives the kernel shared memory, so that Stop keeps every value. Hosts that send the headers
 * give it at once; elsewhere the service worker adds them, which takes one reload of the page.
 */

/** `reloading`: the page is about to be loaded anew. `unavailable`: the app goes on without shared memory. */
export type IsolationState = "isolated" | "reloading" | "unavailable";

/** What is needed of the browser; tests give their own. */
export interface IsolationPlace {
  readonly isolated: boolean;
  /** Registers the service worker; resolves when it will serve the next load of this page. Rejects when it cannot. */
  installServiceWorker(): Promise<void>;
  /** A note that outlives one reload, and only that. Throws where the browser keeps nothing. */
  readonly note: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  reload(): void;
}

const noteKey = "watercourse:reloaded-for-isolation";
const longestWaitMs = 5_000;

/**
 * Sees to it that the page is isolated if it can be. Reloads at most once in a row: a load that follows such a reload
 * and still is not isolated stays as it is. Never rejects.
 */
export async function ensureIsolation(place: IsolationPlace = browserPlace()): Promise<IsolationState> {
  try {
    if (place.isolated) {
      place.note.removeItem(noteKey);
      return "isolated";
    }
    if (place.note.getItem(noteKey) !== null) return "unavailable";
    await place.installServiceWorker();
    place.note.setItem(noteKey, "yes");
    place.reload();
    return "reloading";
  } catch {
    return place.isolated ? "isolated" : "unavailable";
  }
}

function browserPlace(): IsolationPlace {
  return {
    isolated: globalThis.crossOriginIsolated,
    installServiceWorker,
    get note() {
      return sessionStorage;
    },
    reload: () => location.reload(),
  };
}

async function installServiceWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) throw new Error("This browser, or this address, has no service workers.");
  await navigator.serviceWorker.register(new URL("sw.js", document.baseURI));
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("The service worker did not start.")), longestWaitMs));
  await Promise.race([navigator.serviceWorker.ready, late]);
}
