import type * as t from "@babel/types";
import { isAmbient } from "./syntaxTree.ts";

/** One name that a statement brings into a scope. */
export interface Declaration {
  readonly name: string;
  readonly kind: "var" | "let" | "const" | "using" | "function" | "class" | "import" | "type";
  readonly identifier: t.Identifier;
}

/** All names that a list of statements declares for the scope it stands in, `var`s of nested blocks included; in text order. */
export function findDeclarations(statements: readonly t.Statement[]): Declaration[] {
  const found: Declaration[] = [];
  collectLexical(statements, found);
  collectVars(statements, found);
  return found.sort((a, b) => (a.identifier.start ?? 0) - (b.identifier.start ?? 0));
}

/** Names declared by `let`, `const`, `using`, `class`, `function`, `import` and types directly in these statements. */
export function findBlockDeclarations(statements: readonly t.Statement[]): Declaration[] {
  const found: Declaration[] = [];
  collectLexical(statements, found);
  return found;
}

/** The identifiers that a pattern binds: `{a: b, c = d, ...e}` → b, c, e. */
export function bindingIdentifiers(pattern: t.Node | null | undefined): t.Identifier[] {
  if (!pattern) return [];
  switch (pattern.type) {
    case "Identifier":
      return [pattern];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        bindingIdentifiers(property.type === "RestElement" ? property.argument : property.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => bindingIdentifiers(element));
    case "AssignmentPattern":
      return bindingIdentifiers(pattern.left);
    case "RestElement":
      return bindingIdentifiers(pattern.argument);
    case "TSParameterProperty":
      return bindingIdentifiers(pattern.parameter);
    default:
      return [];
  }
}

/** Names bound by a `var`/`let`/`const`/`using` statement. */
export function variableDeclarations(statement: t.VariableDeclaration): Declaration[] {
  if (isAmbient(statement)) return [];
  const kind = statement.kind === "await using" ? "using" : statement.kind;
  return statement.declarations.flatMap((declarator) =>
    bindingIdentifiers(declarator.id).map((identifier) => ({ name: identifier.name, kind, identifier })),
  );
}

function collectLexical(statements: readonly t.Statement[], found: Declaration[]): void {
  for (const statement of statements) {
    if (statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration") {
      const declaration = statement.declaration;
      if (declaration) collectLexical([declaration as t.Statement], found);
    } else if (statement.type === "VariableDeclaration") {
      if (statement.kind !== "var") found.push(...variableDeclarations(statement));
    } else if (statement.type === "ImportDeclaration") {
      for (const specifier of statement.specifiers) {
        const isType = statement.importKind === "type" || ("importKind" in specifier && specifier.importKind === "type");
        found.push({ name: specifier.local.name, kind: isType ? "type" : "import", identifier: specifier.local });
      }
    } else collectNamed(statement, found);
  }
}

/** Statements that declare exactly one name. */
function collectNamed(statement: t.Statement, found: Declaration[]): void {
  switch (statement.type) {
    case "FunctionDeclaration":
      if (statement.id && !isAmbient(statement)) found.push({ name: statement.id.name, kind: "function", identifier: statement.id });
      return;
    case "ClassDeclaration":
      if (statement.id) {
        found.push({ name: statement.id.name, kind: isAmbient(statement) ? "type" : "class", identifier: statement.id });
      }
      return;
    case "TSEnumDeclaration":
      found.push({ name: statement.id.name, kind: isAmbient(statement) ? "type" : "class", identifier: statement.id });
      return;
    case "TSModuleDeclaration":
      if (statement.id.type === "Identifier" && statement.id.name !== "global") {
        found.push({ name: statement.id.name, kind: isAmbient(statement) ? "type" : "class", identifier: statement.id });
      }
      return;
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
      found.push({ name: statement.id.name, kind: "type", identifier: statement.id });
      return;
    case "TSImportEqualsDeclaration":
      found.push({ name: statement.id.name, kind: "import", identifier: statement.id });
      return;
    case "LabeledStatement":
      collectNamed(statement.body, found);
      return;
    default:
  }
}

/** `var`s belong to the nearest function, however deeply nested their statement is. */
function collectVars(statements: readonly (t.Statement | null | undefined)[], found: Declaration[]): void {
  for (const statement of statements) if (statement) collectVarsOf(statement, found);
}

function collectVarsOf(statement: t.Statement, found: Declaration[]): void {
  switch (statement.type) {
    case "VariableDeclaration":
      if (statement.kind === "var") found.push(...variableDeclarations(statement));
      return;
    case "ExportNamedDeclaration":
      if (statement.declaration) collectVarsOf(statement.declaration, found);
      return;
    case "BlockStatement":
      collectVars(statement.body, found);
      return;
    case "IfStatement":
      collectVars([statement.consequent, statement.alternate], found);
      return;
    case "ForStatement":
      if (statement.init?.type === "VariableDeclaration") collectVarsOf(statement.init, found);
      collectVarsOf(statement.body, found);
      return;
    case "ForInStatement":
    case "ForOfStatement":
      if (statement.left.type === "VariableDeclaration") collectVarsOf(statement.left, found);
      collectVarsOf(statement.body, found);
      return;
    case "WhileStatement":
    case "DoWhileStatement":
    case "LabeledStatement":
    case "WithStatement":
      collectVarsOf(statement.body, found);
      return;
    case "SwitchStatement":
      for (const one of statement.cases) collectVars(one.consequent, found);
      return;
    case "TryStatement":
      collectVars([statement.block, statement.handler?.body, statement.finalizer], found);
      return;
    default:
  }
}
