import type * as t from "@babel/types";
import { openScope, type Scope } from "./scope.ts";
import { forEachChild } from "./syntaxTree.ts";

/** Told about each name that a type reads. `isValue` is true for `typeof name`. */
export type TypeNameReader = (identifier: t.Identifier, scope: Scope, isValue: boolean) => void;

/** Walks a type and reports the names it reads; type parameters and parameters of function types are not reads. */
export function readTypeNames(node: t.Node, scope: Scope, read: TypeNameReader): void {
  const visit = (child: t.Node): void => readTypeNames(child, scope, read);
  switch (node.type) {
    case "TSTypeReference":
      readRoot(node.typeName, scope, read, false);
      if (node.typeParameters) visit(node.typeParameters);
      return;
    case "TSExpressionWithTypeArguments":
      readRoot(node.expression, scope, read, false);
      if (node.typeParameters) visit(node.typeParameters);
      return;
    case "TSTypeQuery":
      if (node.exprName.type === "TSImportType") visit(node.exprName);
      else readRoot(node.exprName, scope, read, true);
      if (node.typeParameters) visit(node.typeParameters);
      return;
    case "TSImportType":
      if (node.typeParameters) visit(node.typeParameters);
      return;
    case "TSTypePredicate":
      if (node.typeAnnotation) visit(node.typeAnnotation);
      return;
    case "TSNamedTupleMember":
      visit(node.elementType);
      return;
    case "TSTypeParameter":
      if (node.constraint) visit(node.constraint);
      if (node.default) visit(node.default);
      return;
    case "TSPropertySignature":
      if (node.computed) readRoot(node.key, scope, read, true);
      if (node.typeAnnotation) visit(node.typeAnnotation);
      return;
    case "TSConditionalType":
      readConditional(node, scope, read);
      return;
    case "TSMappedType":
      readMapped(node, scope, read);
      return;
    case "TSModuleDeclaration":
    case "TSEnumDeclaration":
      return;
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSFunctionType":
    case "TSConstructorType":
    case "TSCallSignatureDeclaration":
    case "TSConstructSignatureDeclaration":
    case "TSMethodSignature":
    case "TSDeclareFunction":
    case "TSDeclareMethod":
      readGeneric(node, scope, read);
      return;
    case "Identifier":
      if (node.typeAnnotation) visit(node.typeAnnotation);
      return;
    default:
      forEachChild(node, visit);
  }
}

/** Only the root of `a.b.c` is a name. */
function readRoot(node: t.Node, scope: Scope, read: TypeNameReader, isValue: boolean): void {
  if (node.type === "Identifier") read(node, scope, isValue);
  else if (node.type === "TSQualifiedName") readRoot(node.left, scope, read, isValue);
  else if (node.type === "MemberExpression") readRoot(node.object, scope, read, isValue);
}

/** Anything with type parameters, parameters or both: they are visible in all of it. */
function readGeneric(node: t.Node, scope: Scope, read: TypeNameReader): void {
  const inner = openScope(scope);
  const parameters = "parameters" in node ? node.parameters : "params" in node ? node.params : [];
  for (const parameter of parameters as readonly t.Node[]) {
    const target = parameter.type === "RestElement" ? parameter.argument : parameter;
    if (target.type === "Identifier") inner.values.add(target.name);
  }
  if ("typeParameters" in node && node.typeParameters) declareTypeParameters(node.typeParameters, inner);
  const ownName = "id" in node ? node.id : null;
  const isComputed = "computed" in node && node.computed === true;
  forEachChild(node, (child) => {
    if (child === ownName) return;
    if ("key" in node && child === node.key) {
      if (isComputed) readRoot(child, scope, read, true);
      return;
    }
    readTypeNames(child, inner, read);
  });
}

/** Adds the parameters of `<A, B extends C>` to a scope. */
export function declareTypeParameters(node: t.Node, scope: Scope): void {
  if (node.type !== "TSTypeParameterDeclaration") return;
  for (const parameter of node.params) scope.types.add(parameter.name);
}

/** `infer U` in the condition is visible in the branch that holds. */
function readConditional(node: t.TSConditionalType, scope: Scope, read: TypeNameReader): void {
  const inner = openScope(scope);
  const collect = (part: t.Node): void => {
    if (part.type === "TSInferType") inner.types.add(part.typeParameter.name);
    forEachChild(part, collect);
  };
  collect(node.extendsType);
  readTypeNames(node.checkType, scope, read);
  readTypeNames(node.extendsType, inner, read);
  readTypeNames(node.trueType, inner, read);
  readTypeNames(node.falseType, scope, read);
}

function readMapped(node: t.TSMappedType, scope: Scope, read: TypeNameReader): void {
  const inner = openScope(scope);
  inner.types.add(node.typeParameter.name);
  forEachChild(node, (child) => readTypeNames(child, inner, read));
}
