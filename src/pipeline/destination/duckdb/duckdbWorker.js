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
importScripts(new URL(location.href).searchParams.get("script"));
