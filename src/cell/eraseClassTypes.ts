import type * as t from "@babel/types";
import type { Rewriting } from "./eraseTypes.ts";
import { endOf, startOf } from "./syntaxTree.ts";

type Member = t.ObjectMethod | t.ClassMethod | t.ClassPrivateMethod | t.ClassProperty | t.ClassPrivateProperty;

const modifiers = new Set(["public", "private", "protected", "abstract", "override", "readonly", "declare"]);

/** Blanks `abstract` and `implements A, B` of a class; its type parameters are nodes of their own. */
export function eraseClass(node: t.ClassDeclaration | t.ClassExpression, { edits, trivia }: Rewriting): void {
  if ("abstract" in node && node.abstract) edits.blank(startOf(node), startOf(node) + "abstract".length);
  const first = node.implements?.[0];
  const last = node.implements?.at(-1);
  if (first && last) edits.blank(trivia.lastIndexOf("implements", startOf(first)), endOf(last));
}

/** Blanks the modifiers in front of a class member's name and the `?` or `!` after it. */
export function eraseMember(node: Member, { code, edits, trivia }: Rewriting): void {
  for (const { word, offset } of trivia.words(startOf(node), startOf(node.key))) {
    if (!modifiers.has(word)) continue;
    edits.blank(offset, offset + word.length);
    // A field before it without a semicolon must not run into `[key]`, `*method` and the like.
    if (offset === startOf(node)) edits.put(offset, ";");
  }
  let mark = trivia.skip(endOf(node.key));
  if ("computed" in node && node.computed) mark = trivia.skip(mark + 1);
  if (code[mark] === "?" || code[mark] === "!") edits.blank(mark, mark + 1);
}
