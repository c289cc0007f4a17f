/** How one convention writes identifiers. */
export interface NamingRules {
  readonly name: string;
  /** Between the parts of a path: `issues__labels`. */
  readonly separator: string;
  /** One identifier; `raw` is not blank. */
  identifier(raw: string): string;
}
