import type * as t from "@babel/types";
import type { LineIndex } from "./lineIndex.ts";
import { endOf, startOf } from "./syntaxTree.ts";
import type { CellImport } from "./types.ts";

/**
 * The imports of a cell that exist at run time, in text order. `import type` and `{type X}` are erased; an import
 * that is left without any binding because all of them were types is erased too, as TypeScript does.
 */
export function findImports(statements: readonly t.Statement[], lines: LineIndex): CellImport[] {
  return statements.filter(isRuntimeImport).map((statement) => ({
    module: statement.source.value,
    bindings: statement.specifiers.filter((specifier) => !isTypeSpecifier(specifier)).map(toBinding),
    ...lines.spanAt(startOf(statement), endOf(statement)),
  }));
}

/** True for an import statement that stays when types are erased. */
export function isRuntimeImport(statement: t.Statement): statement is t.ImportDeclaration {
  if (statement.type !== "ImportDeclaration" || statement.importKind === "type") return false;
  return statement.specifiers.length === 0 || statement.specifiers.some((specifier) => !isTypeSpecifier(specifier));
}

function isTypeSpecifier(specifier: t.ImportDeclaration["specifiers"][number]): boolean {
  return specifier.type === "ImportSpecifier" && specifier.importKind === "type";
}

function toBinding(specifier: t.ImportDeclaration["specifiers"][number]): { imported: string; local: string } {
  const local = specifier.local.name;
  switch (specifier.type) {
    case "ImportDefaultSpecifier":
      return { imported: "default", local };
    case "ImportNamespaceSpecifier":
      return { imported: "*", local };
    case "ImportSpecifier":
      return { imported: specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value, local };
  }
}
