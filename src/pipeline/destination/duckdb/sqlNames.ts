/** Identifiers and values as SQL text. */

/** `my "table"` → `"my ""table"""`. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Names joined by dots, each quoted. */
export function qualified(...names: readonly string[]): string {
  return names.map(quoteName).join(".");
}

/** Text as an SQL literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A moment as an SQL literal of type TIMESTAMP, in UTC. */
export function quoteMoment(iso: string): string {
  return `TIMESTAMP '${new Date(iso).toISOString().replace("T", " ").replace("Z", "")}'`;
}
