/** The `Link` header: addresses of other pages (RFC 8288). */

/** Kind of link (`next`, `last`) → address as the server wrote it. A link without a kind stands under its address. */
export function parseLinkHeader(header: string): Record<string, string> {
  const links: Record<string, string> = {};
  const pattern = /<([^>]*)>((?:\s*;\s*[\w!#$&+\-.^`|~*]+\s*=?\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))*)/g;
  for (const [, url = "", params = ""] of header.matchAll(pattern)) {
    const rel = [...params.matchAll(/;\s*([\w-]+)\s*=?\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*))/g)].find(([, name]) => name?.toLowerCase() === "rel");
    const kinds = (rel?.[2] ?? rel?.[3] ?? "").split(/\s+/).filter((kind) => kind !== "");
    for (const kind of kinds.length === 0 ? [url] : kinds) if (!Object.hasOwn(links, kind)) Object.defineProperty(links, kind, { value: url, enumerable: true, configurable: true, writable: true });
  }
  return links;
}
