import type * as t from "@babel/types";
import { bindingIdentifiers, findBlockDeclarations, findDeclarations, variableDeclarations } from "./declarations.ts";
import { changedValue } from "./mutations.ts";
import { declare, hasType, openScope, scopeOfValue, type Scope } from "./scope.ts";
import { forEachChild, isAmbient, isTypeSyntax } from "./syntaxTree.ts";
import { declareTypeParameters, readTypeNames } from "./typeNames.ts";

/** Names that a piece of code uses but does not declare, each with the place of its first use. Text order. */
export interface References {
  /** Value names that are read. */
  readonly reads: readonly t.Identifier[];
  /** Every assignment to an undeclared name, duplicates included. */
  readonly assignments: readonly t.Identifier[];
  /** Undeclared names whose values are changed from within (`x.push(1)`, `x.a = 1`), each with the place of its first change. */
  readonly mutations: readonly t.Identifier[];
  /** Names used as types only. */
  readonly types: readonly t.Identifier[];
  /** Reads of a `let`/`const` inside its own initialiser, outside any function: they always throw. */
  readonly selfReads: readonly t.Identifier[];
}

/** `undefined` and its kin: globals by the letter of the law, constants to everybody. */
const constants = new Set(["undefined", "NaN", "Infinity"]);

/** Resolves every name in `program` against the scopes of the program itself; what is left over is free. */
export function findReferences(program: t.Program): References {
  const walk = new ReferenceWalk();
  walk.visitAll(program.body, openScope(null, findDeclarations(program.body)));
  return walk.result();
}

type FunctionLike =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

class ReferenceWalk {
  readonly #reads: t.Identifier[] = [];
  readonly #assignments: t.Identifier[] = [];
  readonly #mutations: t.Identifier[] = [];
  readonly #types: t.Identifier[] = [];
  readonly #selfReads: t.Identifier[] = [];
  /** Declarators whose initialiser is being walked. */
  readonly #initialising: { readonly scope: Scope; readonly names: readonly string[]; readonly depth: number }[] = [];
  #functionDepth = 0;

  result(): References {
    return {
      reads: firstOfEach(this.#reads),
      assignments: this.#assignments.sort(byStart),
      mutations: firstOfEach(this.#mutations),
      types: firstOfEach(this.#types),
      selfReads: this.#selfReads.sort(byStart),
    };
  }

  visitAll(nodes: readonly (t.Node | null | undefined)[], scope: Scope): void {
    for (const node of nodes) this.#visit(node, scope);
  }

  #visit(node: t.Node | null | undefined, scope: Scope): void {
    if (!node) return;
    if (isTypeSyntax(node)) return this.#visitType(node, scope);
    switch (node.type) {
      case "Identifier":
        return this.#read(node, scope);
      case "VariableDeclaration":
        return this.#visitVariables(node, scope);
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
      case "ObjectMethod":
      case "ClassMethod":
      case "ClassPrivateMethod":
        return this.#visitFunction(node, scope);
      case "ClassDeclaration":
      case "ClassExpression":
        return this.#visitClass(node, scope);
      case "ClassProperty":
      case "ClassPrivateProperty":
      case "ClassAccessorProperty":
        return this.#visitField(node, scope);
      case "StaticBlock":
        return this.visitAll(node.body, openScope(scope, findDeclarations(node.body)));
      case "BlockStatement":
        return this.visitAll(node.body, openScope(scope, findBlockDeclarations(node.body)));
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
        return this.#visitFor(node, scope);
      case "SwitchStatement":
        this.#visit(node.discriminant, scope);
        return this.visitAll(node.cases, openScope(scope, findBlockDeclarations(node.cases.flatMap((one) => one.consequent))));
      case "CatchClause":
        return this.#visitCatch(node, scope);
      case "LabeledStatement":
        return this.#visit(node.body, scope);
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
      case "ImportDeclaration":
      case "ExportAllDeclaration":
      case "PrivateName":
      case "JSXClosingElement":
      case "TSImportEqualsDeclaration":
        return;
      case "ExportNamedDeclaration":
        return this.#visit(node.declaration, scope);
      case "MemberExpression":
      case "OptionalMemberExpression":
        this.#visit(node.object, scope);
        if (node.computed) this.#visit(node.property, scope);
        return;
      case "ObjectProperty":
        if (node.computed) this.#visit(node.key, scope);
        return this.#visit(node.value, scope);
      case "AssignmentExpression":
        this.#assign(node.left, scope);
        return this.#visit(node.right, scope);
      case "UpdateExpression":
        return this.#assign(node.argument, scope);
      case "JSXOpeningElement":
        this.#readElementName(node.name, scope);
        this.visitAll([node.typeParameters], scope);
        return this.visitAll(node.attributes, scope);
      case "JSXAttribute":
        return this.#visit(node.value, scope);
      case "CallExpression":
      case "OptionalCallExpression":
      case "UnaryExpression":
        this.#noteMutation(node, scope);
        return forEachChild(node, (child) => this.#visit(child, scope));
      default:
        forEachChild(node, (child) => this.#visit(child, scope));
    }
  }

  #read(identifier: t.Identifier, scope: Scope): void {
    const owner = scopeOfValue(scope, identifier.name);
    if (!owner) {
      if (!constants.has(identifier.name)) this.#reads.push(identifier);
    } else if (
      this.#initialising.some(
        (entry) => entry.scope === owner && entry.depth === this.#functionDepth && entry.names.includes(identifier.name),
      )
    ) {
      this.#selfReads.push(identifier);
    }
    if (identifier.typeAnnotation) this.#visitType(identifier.typeAnnotation, scope);
  }

  #visitType(node: t.Node, scope: Scope): void {
    readTypeNames(node, scope, (identifier, typeScope, isValue) => {
      if (hasType(typeScope, identifier.name)) return;
      if (isValue && scopeOfValue(typeScope, identifier.name)) return;
      this.#types.push(identifier);
    });
  }

  #visitVariables(node: t.VariableDeclaration, scope: Scope): void {
    if (isAmbient(node)) {
      for (const { id } of node.declarations) if ("typeAnnotation" in id && id.typeAnnotation) this.#visitType(id.typeAnnotation, scope);
      return;
    }
    for (const declarator of node.declarations) {
      this.#visitPattern(declarator.id, scope);
      if (!declarator.init) continue;
      const names = node.kind === "var" ? [] : bindingIdentifiers(declarator.id).map(({ name }) => name);
      this.#initialising.push({ scope, names, depth: this.#functionDepth });
      this.#visit(declarator.init, scope);
      this.#initialising.pop();
    }
  }

  /** Walks what a pattern evaluates (defaults, computed keys) and its types, but not the names that it binds. */
  #visitPattern(node: t.Node | null | undefined, scope: Scope): void {
    if (!node) return;
    if ("typeAnnotation" in node && node.typeAnnotation) this.#visitType(node.typeAnnotation, scope);
    switch (node.type) {
      case "ObjectPattern":
        for (const property of node.properties) {
          if (property.type === "RestElement") this.#visitPattern(property, scope);
          else {
            if (property.computed) this.#visit(property.key, scope);
            this.#visitPattern(property.value, scope);
          }
        }
        return;
      case "ArrayPattern":
        for (const element of node.elements) this.#visitPattern(element, scope);
        return;
      case "AssignmentPattern":
        this.#visitPattern(node.left, scope);
        return this.#visit(node.right, scope);
      case "RestElement":
        return this.#visitPattern(node.argument, scope);
      case "TSParameterProperty":
        return this.#visitPattern(node.parameter, scope);
      default:
    }
  }

  #visitFunction(node: FunctionLike, scope: Scope): void {
    if ("computed" in node && node.computed) this.#visit(node.key, scope);
    const outer = openScope(scope);
    if (node.type === "FunctionExpression" && node.id) outer.values.add(node.id.name);
    const parameters = openScope(outer);
    if (node.type !== "ArrowFunctionExpression") parameters.values.add("arguments");
    for (const parameter of node.params) for (const { name } of bindingIdentifiers(parameter)) parameters.values.add(name);
    if (node.typeParameters) {
      declareTypeParameters(node.typeParameters, parameters);
      this.#visitType(node.typeParameters, parameters);
    }
    this.#functionDepth += 1;
    for (const parameter of node.params) this.#visitPattern(parameter, parameters);
    if (node.returnType) this.#visitType(node.returnType, parameters);
    if (node.body.type === "BlockStatement") {
      this.visitAll(node.body.body, openScope(parameters, findDeclarations(node.body.body)));
    } else this.#visit(node.body, parameters);
    this.#functionDepth -= 1;
  }

  #visitClass(node: t.ClassDeclaration | t.ClassExpression, scope: Scope): void {
    if (isAmbient(node)) return;
    const inner = openScope(scope);
    if (node.id) declare(inner, { name: node.id.name, kind: "class" });
    if (node.typeParameters) declareTypeParameters(node.typeParameters, inner);
    this.visitAll([...(node.decorators ?? []), node.typeParameters, node.superClass, node.superTypeParameters], inner);
    this.visitAll([...(node.implements ?? []), ...node.body.body], inner);
  }

  #visitField(node: t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty, scope: Scope): void {
    if (node.type !== "ClassPrivateProperty" && node.computed) this.#visit(node.key, scope);
    if (node.typeAnnotation) this.#visitType(node.typeAnnotation, scope);
    // A static field is computed while the class is made; an instance field is a function body of its own.
    const isDeferred = !node.static;
    if (isDeferred) this.#functionDepth += 1;
    this.#visit(node.value, scope);
    if (isDeferred) this.#functionDepth -= 1;
  }

  #visitFor(node: t.ForStatement | t.ForInStatement | t.ForOfStatement, scope: Scope): void {
    const head = node.type === "ForStatement" ? node.init : node.left;
    const inner = openScope(scope);
    if (head?.type === "VariableDeclaration") {
      if (head.kind !== "var") for (const declaration of variableDeclarations(head)) declare(inner, declaration);
      this.#visitVariables(head, inner);
    } else if (node.type !== "ForStatement") this.#assign(node.left, inner);
    else this.#visit(head, inner);
    if (node.type === "ForStatement") this.visitAll([node.test, node.update], inner);
    else this.#visit(node.right, inner);
    this.#visit(node.body, inner);
  }

  #visitCatch(node: t.CatchClause, scope: Scope): void {
    const inner = openScope(scope);
    for (const { name } of bindingIdentifiers(node.param)) inner.values.add(name);
    this.#visitPattern(node.param, inner);
    this.#visit(node.body, inner);
  }

  /** Walks the target of an assignment: `x`, `x.y`, `[a, b.c = d]`, with types and brackets around it. */
  #assign(target: t.Node | null | undefined, scope: Scope): void {
    if (!target) return;
    switch (target.type) {
      case "Identifier":
        if (!scopeOfValue(scope, target.name)) this.#assignments.push(target);
        return;
      case "ParenthesizedExpression":
      case "TSNonNullExpression":
        return this.#assign(target.expression, scope);
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSTypeAssertion":
        this.#visitType(target.typeAnnotation, scope);
        return this.#assign(target.expression, scope);
      case "ObjectPattern":
        for (const property of target.properties) {
          if (property.type === "RestElement") this.#assign(property.argument, scope);
          else {
            if (property.computed) this.#visit(property.key, scope);
            this.#assign(property.value, scope);
          }
        }
        return;
      case "ArrayPattern":
        for (const element of target.elements) this.#assign(element, scope);
        return;
      case "AssignmentPattern":
        this.#assign(target.left, scope);
        return this.#visit(target.right, scope);
      case "RestElement":
        return this.#assign(target.argument, scope);
      default:
        this.#noteMutation(target, scope);
        return this.#visit(target, scope);
    }
  }

  #noteMutation(node: t.Node, scope: Scope): void {
    const changed = changedValue(node);
    if (changed !== undefined && !scopeOfValue(scope, changed.name)) this.#mutations.push(changed);
  }

  /** `<Chart>` and `<chart.Line>` read a name; `<div>` does not. */
  #readElementName(name: t.Node, scope: Scope): void {
    let root = name;
    while (root.type === "JSXMemberExpression") root = root.object;
    if (root.type !== "JSXIdentifier" || root.name === "this") return;
    if (root === name && /^[a-z]/.test(root.name)) return;
    this.#read({ ...root, type: "Identifier" } as t.Identifier, scope);
  }
}

function byStart(a: t.Identifier, b: t.Identifier): number {
  return (a.start ?? 0) - (b.start ?? 0);
}

function firstOfEach(identifiers: t.Identifier[]): t.Identifier[] {
  const first = new Map<string, t.Identifier>();
  for (const identifier of identifiers.sort(byStart)) if (!first.has(identifier.name)) first.set(identifier.name, identifier);
  return [...first.values()];
}
