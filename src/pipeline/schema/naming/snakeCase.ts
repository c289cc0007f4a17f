/** dlt's default convention: `userName` → `user_name`. */
import type { NamingRules } from "./rules.ts";

/** Characters with a spelling of their own; all other special characters become underscores. */
const spelled: Readonly<Record<string, string>> = { "+": "x", "-": "_", "*": "x", "@": "a", "|": "l" };

export const snakeCase: NamingRules = {
  name: "snake_case",
  separator: "__",
  identifier: (raw) =>
    raw
      .replace(/[-+*@|]/g, (character) => spelled[character] ?? "_")
      .replace(/[^a-zA-Z\d_]+/g, "_")
      .replace(/([^_])([A-Z][a-z]+)/g, "$1_$2")
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .toLowerCase()
      .replace(/^(?=\d)/, "_")
      .replace(/_+$/, (underscores) => "x".repeat(underscores.length))
      .replace(/__+/g, "_"),
};
