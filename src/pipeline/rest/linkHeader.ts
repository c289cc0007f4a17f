/** The `Link` header: addresses of other pages (RFC 8288). */

/** Kind of link (`next`, `last`) → address as the server wrote it. A link without a kind stands under its address. */
export function parseLinkHeader(header: string): Record<string, string> {
  const links: Record<string, string> = {};
  const pattern = /<([^>]*)>((?:\s*;\s*[\w!#$&+\-.^`|~*]+\s*=?\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))*)/g;
  for (const [, url = "", params = ""] of header.matchAll(pattern)) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^",;\s]+))/i.exec(params);
    const kinds = (rel?.[1] ?? rel?.[2] ?? "").split(/\s+/).filter((kind) => kind !== "");
    for (const kind of kinds.length === 0 ? [url] : kinds) if (!Object.hasOwn(links, kind)) Object.defineProperty(links, kind, { value: url, enumerable: true, configurable: true, writable: true });
  }
  return links;
}
