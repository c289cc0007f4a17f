/** `{resources.blog.id}` in paths, parameters, bodies and headers (dlt: expand_placeholders; the syntax is that of Python's format). */

/** A text taken apart: what stands between the braces, and the text around. `{{` and `}}` stand for braces. */
type Part = { readonly text: string } | { readonly name: string };

function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  const pattern = /\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]/g;
  for (const [whole, name] of template.matchAll(pattern)) {
    if (name !== undefined && name.trim() !== "") parts.push({ name: name.trim() });
    else parts.push({ text: whole === "{{" ? "{" : whole === "}}" ? "}" : whole });
  }
  return parts;
}

/** Names in braces, in a text or in all texts of an object, its keys included; each once. */
export function placeholdersIn(value: unknown): string[] {
  const found = new Set<string>();
  const visit = (inner: unknown): void => {
    if (typeof inner === "string") for (const part of partsOf(inner)) if ("name" in part) found.add(part.name);
    if (Array.isArray(inner)) inner.forEach(visit);
    else if (isPlain(inner)) for (const [key, field] of Object.entries(inner)) [key, field].forEach(visit);
  };
  visit(value);
  return [...found];
}

/**
 * Fills the braces in a text, or in all texts of an object.
 *
 * @param valueOf gives the value of a name. Undefined and null leave nothing: a text that is nothing but the name becomes undefined
 */
export function fillPlaceholders<Value>(value: Value, valueOf: (name: string) => unknown): Value {
  if (typeof value === "string") return fillText(value, valueOf) as Value;
  if (Array.isArray(value)) return value.map((inner: unknown) => fillPlaceholders(inner, valueOf)) as Value;
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [fillText(key, valueOf) ?? "", fillPlaceholders(inner, valueOf)])) as Value;
}

function fillText(text: string, valueOf: (name: string) => unknown): string | undefined {
  const parts = partsOf(text);
  const [first] = parts;
  if (parts.length === 1 && first !== undefined && "name" in first) {
    const value = valueOf(first.name);
    return value === undefined || value === null ? undefined : valueText(value);
  }
  return parts.map((part) => ("text" in part ? part.text : valueText(valueOf(part.name) ?? ""))).join("");
}

function valueText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
