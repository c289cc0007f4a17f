/** The names that a cell's text declares at its top level, values and types alike, as the editor's TypeScript sees them. */

/** A node of TypeScript's syntax tree, as far as it is read here. */
export interface SyntaxNode {
  readonly kind: number;
  readonly text?: string;
  readonly name?: SyntaxNode;
  readonly elements?: readonly SyntaxNode[];
  readonly modifiers?: readonly SyntaxNode[];
  readonly declarationList?: { readonly declarations: readonly SyntaxNode[] };
  readonly importClause?: SyntaxNode;
  readonly namedBindings?: SyntaxNode;
}

export interface TypeScriptApi {
  readonly SyntaxKind: Readonly<Record<string, number>>;
  createSourceFile(
    fileName: string,
    text: string,
    target: number,
    setParents: boolean,
    kind: number,
  ): { readonly statements: readonly SyntaxNode[]; readonly parseDiagnostics: readonly never[] };
}

const declarations = ["FunctionDeclaration", "ClassDeclaration", "InterfaceDeclaration", "TypeAliasDeclaration", "EnumDeclaration"];

/** @returns names in source order without duplicates; those that begin with `_` are the cell's own business and left out */
export function declaredNames(ts: TypeScriptApi, statements: readonly SyntaxNode[]): string[] {
  const kinds = ts.SyntaxKind;
  const found = new Set<string>();
  const add = (name: SyntaxNode | undefined): void => {
    if (name === undefined) return;
    if (name.elements !== undefined) for (const element of name.elements) add(element.name);
    else if (name.text !== undefined && name.text !== "" && !name.text.startsWith("_")) found.add(name.text);
  };
  const named = new Set(declarations.map((kind) => kinds[kind]));
  for (const statement of statements) {
    if (statement.modifiers?.some((modifier) => modifier.kind === kinds["ExportKeyword"]) === true) continue;
    if (statement.declarationList !== undefined) for (const { name } of statement.declarationList.declarations) add(name);
    else if (statement.importClause !== undefined) {
      const { name, namedBindings } = statement.importClause;
      add(name);
      add(namedBindings?.name);
      for (const element of namedBindings?.elements ?? []) add(element.name);
    } else if (named.has(statement.kind)) add(statement.name);
  }
  return [...found];
}
