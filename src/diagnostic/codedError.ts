/**
 * The shape of every error that a person may meet: a stable code, one line that says what and where,
 * a longer explanation, and a way out. Each room keeps its own catalogue (`errors.ts`) of these as content.
 */

/** One entry of a room's catalogue. Texts may hold `{name}` placeholders. */
export interface ErrorEntry {
  /** Short stable slug, e.g. `duplicate-name`. */
  readonly name: string;
  /** One line: what happened and to what. Placeholders: `{word}`. */
  readonly message: string;
  /** A paragraph: why this is an error. */
  readonly why: string;
  /** How to go on. */
  readonly fix: string;
}

/** A room's catalogue: stable code (`E104`) → entry. */
export type ErrorCatalogue = Readonly<Record<string, ErrorEntry>>;

/** Values for a message's placeholders. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** Where in a text something is: line and column count from 1, as editors show them. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** An error with a stable code. `message` is the filled one-liner; `why` and `fix` come from the catalogue. */
export class CodedError extends Error {
  readonly code: string;
  /** The entry's slug, e.g. `duplicate-name`. */
  readonly slug: string;
  readonly why: string;
  readonly fix: string;
  readonly details: ErrorDetails;
  /** Where in the text that was given, if it has a place. */
  readonly position: SourcePosition | undefined;

  constructor(code: string, entry: ErrorEntry, details: ErrorDetails = {}, options: { cause?: unknown; position?: SourcePosition } = {}) {
    super(fillTemplate(entry.message, details), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "CodedError";
    this.code = code;
    this.slug = entry.name;
    this.why = fillTemplate(entry.why, details);
    this.fix = fillTemplate(entry.fix, details);
    this.details = details;
    this.position = options.position;
  }
}

/**
 * Makes the constructor function of a room's errors, so that a code that is not in the catalogue is a type error.
 *
 * @example const fail = errorFactory(cellErrors); throw fail("E104", { name: "rows", other: "load" });
 */
export function errorFactory<Catalogue extends ErrorCatalogue>(catalogue: Catalogue) {
  return (code: keyof Catalogue & string, details?: ErrorDetails, options?: { cause?: unknown; position?: SourcePosition }): CodedError =>
    new CodedError(code, catalogue[code] as ErrorEntry, details, options);
}

/** Puts `details` into the `{placeholders}` of a catalogue text; an unknown placeholder stays as it is. */
export function fillTemplate(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => (key in details ? String(details[key]) : whole));
}
