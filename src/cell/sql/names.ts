/** Names of tables, schemas and catalogs: which of them mean the same thing. */

/** A thing in a database that a cell makes or uses. */
export interface SqlName {
  /** `table` is also a view; `other` (a sequence, a type) is only dropped, never read through a name. */
  readonly kind: "table" | "schema" | "catalog" | "macro" | "other";
  /** As written, without quotes: `["t"]`, `["s", "t"]`, `["c", "s", "t"]`. */
  readonly parts: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** A thing that a cell makes. */
export interface SqlCreation extends SqlName {
  /** The word of the statement that drops it: `TABLE`, `VIEW`, `SCHEMA`, `DATABASE` … */
  readonly noun: string;
  readonly isTemporary: boolean;
}

/** The notebook's own database, and the schema in it for names that give none. */
export const defaultCatalog = "memory";
export const defaultSchema = "main";

/** Written for people, and as the key of a name: `s.t`. */
export function printName(parts: readonly string[]): string {
  return parts.join(".");
}

/**
 * Whether a read name may mean what a cell makes. A name alone matches by its last part; a qualified one must match in
 * every part that it gives. Names of SQL know no upper and lower case.
 */
export function isReadOf(read: SqlName, made: SqlName): boolean {
  if (made.kind === "schema" || made.kind === "catalog") return isWithin(read, made);
  if (read.kind !== made.kind) return false;
  const [wanted, given] = [lower(read.parts), lower(made.parts)];
  if (endsWith(given, wanted)) return true;
  const places = new Set(placesOf(given));
  return placesOf(wanted).some((place) => places.has(place));
}

/** A table of a schema or of a catalog reads that too, and so does one that is made there. */
function isWithin(read: SqlName, made: SqlName): boolean {
  const [wanted, given] = [lower(read.parts), lower(made.parts)];
  const own = given.at(-1);
  if (read.kind === made.kind) return wanted.at(-1) === own && (wanted.length === 1 || given.length === 1 || endsWith(given, wanted) || endsWith(wanted, given));
  if (read.kind === "catalog") return false;
  if (made.kind === "catalog") return wanted[0] === own && (read.kind === "schema" || wanted.length >= 2);
  if (read.kind === "schema" || wanted.length < 2) return false;
  return wanted.at(-2) === own && (wanted.length < 3 || given.length < 2 || wanted[0] === given[0]);
}

/** Where a name of one, two or three parts may lie; of two, the first may be a schema or a catalog. */
function placesOf(parts: readonly string[]): string[] {
  const [first = "", second = "", third] = parts;
  if (third !== undefined) return [`${first}.${second}.${third}`];
  if (parts.length === 2) return [`${defaultCatalog}.${first}.${second}`, `${first}.${defaultSchema}.${second}`];
  return [`${defaultCatalog}.${defaultSchema}.${first}`];
}

/**
 * Keys under which two cells may not both make something. An unqualified table shares its key with names of TypeScript;
 * a qualified one never does.
 */
export function conflictKeys(made: SqlName): string[] {
  if (made.kind === "macro" || made.kind === "other") return [];
  if (made.kind !== "table") return [`${made.kind} ${printName(lower(made.parts))}`];
  const parts = lower(made.parts);
  const inCatalog = parts.length > 1 && parts[0] === defaultCatalog ? parts.slice(1) : parts;
  const place = printName(inCatalog.length === 1 ? [defaultSchema, ...inCatalog] : inCatalog);
  return made.parts.length === 1 ? [made.parts[0] ?? "", place] : [place];
}

function endsWith(parts: readonly string[], end: readonly string[]): boolean {
  return end.length <= parts.length && end.every((part, at) => part === parts[parts.length - end.length + at]);
}

function lower(parts: readonly string[]): string[] {
  return parts.map((part) => part.toLowerCase());
}
