/** Why DuckDB did not start, in words. Browsers say it in many ways, with addresses that help nobody. */
import { queryMessage } from "./queryError.ts";

const notFetched = /importScripts|failed to fetch|load failed|networkerror|http status|dynamically imported|module script/i;
const somethingElse = /magic word|mime type/i;

/** @returns a sentence that goes on after `DuckDB did not start:` */
export function startReason(error: unknown): string {
  const message = queryMessage(error).replace(/^Uncaught (?:\(in promise\) )?(?:\w*Error: )?/, "");
  if (somethingElse.test(message)) return "the server sent something else in place of its program.";
  if (notFetched.test(message)) return "its files could not be fetched.";
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
