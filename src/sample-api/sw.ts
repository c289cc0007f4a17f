/** The service worker's entry: built by itself into `sw.js` beside the page. */
import { isolateResponse, needsIsolation } from "./isolatedResponse.ts";

/** The library's type of `self` is that of any worker. */
const worker = self as unknown as ServiceWorkerGlobalScope;

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  if (needsIsolation(event.request, worker.location.origin)) event.respondWith(fetch(event.request).then(isolateResponse));
});
