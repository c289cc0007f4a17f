import type { Declaration } from "./declarations.ts";

/** Names that a region of the text declares. Values and types live apart, as in TypeScript. */
export interface Scope {
  readonly parent: Scope | null;
  readonly values: Set<string>;
  readonly types: Set<string>;
}

/** Opens a scope inside `parent`. */
export function openScope(parent: Scope | null, declarations: readonly Declaration[] = []): Scope {
  const scope: Scope = { parent, values: new Set(), types: new Set() };
  for (const declaration of declarations) declare(scope, declaration);
  return scope;
}

/** Adds a declaration: classes and imports name both a value and a type. */
export function declare(scope: Scope, { name, kind }: Pick<Declaration, "name" | "kind">): void {
  if (kind !== "type") scope.values.add(name);
  if (kind === "type" || kind === "class" || kind === "import") scope.types.add(name);
}

/** The scope that declares the value `name`, or null when it is free. */
export function scopeOfValue(scope: Scope, name: string): Scope | null {
  for (let current: Scope | null = scope; current; current = current.parent) {
    if (current.values.has(name)) return current;
  }
  return null;
}

/** True when a type of this name is declared here or further out. */
export function hasType(scope: Scope, name: string): boolean {
  for (let current: Scope | null = scope; current; current = current.parent) {
    if (current.types.has(name)) return true;
  }
  return false;
}
