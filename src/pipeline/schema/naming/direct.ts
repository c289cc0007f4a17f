/** Names as the source writes them; only quotes, line breaks and the path separator are replaced. */
import type { NamingRules } from "./rules.ts";

export const direct: NamingRules = {
  name: "direct",
  separator: "▶",
  identifier: (raw) => raw.replace(/[\n\r"'▶]/g, "_"),
};
