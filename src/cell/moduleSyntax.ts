import type * as t from "@babel/types";
import type { Rewriting } from "./eraseTypes.ts";
import { runtimeName } from "./runtimeName.ts";
import { endOf, startOf } from "./syntaxTree.ts";
import type { CellImport } from "./types.ts";

/** `import a, {b as c} from "m"` as declarations over the namespace object that the runtime has loaded. */
export function bindImports(imports: readonly CellImport[]): string {
  return imports.map(({ bindings }, index) => bindings.map((binding) => bindImport(binding, index)).join("")).join("");
}

function bindImport({ imported, local }: CellImport["bindings"][number], index: number): string {
  const module = `${runtimeName}.modules[${index}]`;
  return imported === "*" ? `const ${local}=${module};` : `const {${JSON.stringify(imported)}:${local}}=${module};`;
}

/** `export const x` → `       const x`: in a cell every top-level name is shared. */
export function eraseExport(node: t.ExportNamedDeclaration, { edits }: Rewriting): void {
  if (node.declaration) edits.blank(startOf(node), startOf(node) + "export".length);
}

/** `import(m)` → `$.import(m)`. */
export function redirectImport(node: t.Node, { edits }: Rewriting): void {
  edits.open(startOf(node), `${runtimeName}.`);
}

/** A top-level `using x = value` lives until the cell is invalidated, not until its code ends: `const x = $.use(value)`. */
export function openUsing(node: t.VariableDeclaration, { edits }: Rewriting): void {
  const first = node.declarations[0];
  if (!first) return;
  edits.blank(startOf(node), startOf(node) + (node.kind === "using" ? "using" : "await").length);
  edits.put(startOf(node), "const");
  if (node.kind === "await using") edits.blank(startOf(node) + "await".length, startOf(first));
  const method = node.kind === "using" ? "use" : "useAsync";
  for (const { init } of node.declarations) {
    if (init) edits.open(startOf(init), `${runtimeName}.${method}(`);
  }
}

/** After the children of such a declaration. */
export function closeUsing(node: t.VariableDeclaration, { edits }: Rewriting): void {
  for (const { init } of node.declarations) if (init) edits.close(endOf(init), ")");
  // Without it, an erased type at the end would join this statement with the next line.
  edits.close(endOf(node), ";");
}
