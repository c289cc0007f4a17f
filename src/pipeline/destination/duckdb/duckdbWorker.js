/*
 * Runs DuckDB's own worker script, whose address comes in the query. DuckDB reads other files with synchronous
 * requests; one that fails would throw through its WebAssembly and break the engine for good. Here it ends as a request
 * without an answer, which DuckDB reports as an error of the statement.
 */
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (body) {
  try {
    send.call(this, body);
  } catch {
    this.abort();
  }
};
/*
 * A promise that nobody handles is a request that would never be answered; the one that fetches the program is such.
 * Thrown again it becomes an error of this worker, which the engine hears.
 */
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  throw event.reason;
});
/* Held as long as this worker lives: a worker that the browser ends says nothing, but its lock is free then. */
const lock = new URL(location.href).searchParams.get("lock");
if (lock !== null && navigator.locks) navigator.locks.request(lock, () => new Promise(() => {}));
importScripts(new URL(location.href).searchParams.get("script"));
