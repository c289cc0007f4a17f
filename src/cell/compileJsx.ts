import type * as t from "@babel/types";
import type { Rewriting } from "./eraseTypes.ts";
import { runtimeName } from "./runtimeName.ts";
import { endOf, startOf } from "./syntaxTree.ts";

/** Before the children of an element: `<a b="c">text</a>` → `$.jsx("a",{"b":"c",},"text")`, every part on its own line. */
export function openElement(node: t.JSXElement | t.JSXFragment, rewriting: Rewriting): void {
  const { edits } = rewriting;
  if (node.type === "JSXFragment") {
    replace(node.openingFragment, `${runtimeName}.jsx(null,{}`, rewriting);
  } else {
    const { name, typeParameters } = node.openingElement;
    edits.blank(startOf(node), startOf(name));
    edits.open(startOf(node), `${runtimeName}.jsx(`);
    if (isTagName(name)) edits.open(startOf(name), '"');
    edits.close(endOf(name), isTagName(name) ? '",{' : ",{");
    const attributesEnd = node.openingElement.selfClosing ? endOf(node.openingElement) - 2 : endOf(node.openingElement) - 1;
    edits.blank(Math.max(attributesEnd, endOf(typeParameters ?? name)), endOf(node.openingElement));
    edits.close(endOf(node.openingElement), "}");
  }
  for (const child of node.children) openChild(child, rewriting);
}

/** After the children of an element. */
export function closeElement(node: t.JSXElement | t.JSXFragment, rewriting: Rewriting): void {
  const closing = node.type === "JSXFragment" ? node.closingFragment : node.closingElement;
  if (closing) rewriting.edits.blank(startOf(closing), endOf(closing));
  rewriting.edits.close(endOf(node), ")");
}

/** Before the children of an attribute: `b={x}` → `"b":(x),`. */
export function openAttribute(node: t.JSXAttribute | t.JSXSpreadAttribute, rewriting: Rewriting): void {
  const { edits } = rewriting;
  if (node.type === "JSXSpreadAttribute") {
    edits.put(startOf(node), " ");
    edits.put(endOf(node) - 1, ",");
    return;
  }
  const { name, value } = node;
  edits.open(startOf(name), '"');
  edits.close(endOf(name), '":');
  if (!value) edits.close(endOf(node), "true,");
  else {
    edits.blank(endOf(name), startOf(value));
    if (value.type === "StringLiteral") replace(value, `${JSON.stringify(value.value)},`, rewriting);
    else if (value.type === "JSXExpressionContainer") unwrap(value, "(", "),", rewriting);
    else edits.open(endOf(value), ",");
  }
}

function openChild(child: t.JSXElement["children"][number], rewriting: Rewriting): void {
  switch (child.type) {
    case "JSXText": {
      const text = shownText(child.value);
      replace(child, text === "" ? "" : `,${JSON.stringify(text)}`, rewriting);
      return;
    }
    case "JSXExpressionContainer":
      if (child.expression.type === "JSXEmptyExpression") replace(child, "", rewriting);
      else unwrap(child, ",(", ")", rewriting);
      return;
    case "JSXSpreadChild":
      unwrap(child, ",", "", rewriting);
      return;
    default:
      rewriting.edits.open(startOf(child), ",");
  }
}

/** Replaces the braces around an expression. */
function unwrap(node: t.Node, before: string, after: string, { edits }: Rewriting): void {
  edits.blank(startOf(node), startOf(node) + 1);
  edits.open(startOf(node), before);
  edits.blank(endOf(node) - 1, endOf(node));
  edits.close(endOf(node), after);
}

/** Blanks a node and inserts a text where it began. */
function replace(node: t.Node, text: string, { edits }: Rewriting): void {
  edits.blank(startOf(node), endOf(node));
  edits.open(startOf(node), text);
}

/** `<div>` is a tag's name; `<Chart>` and `<chart.Line>` are values. */
function isTagName(name: t.Node): boolean {
  return name.type === "JSXIdentifier" && /^[a-z]/.test(name.name);
}

/** White space as JSX has it: lines are trimmed where they meet a line break, empty lines vanish, the rest is joined by a space. */
function shownText(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  return lines
    .map((line, index) => {
      const left = index === 0 ? line : line.replace(/^[ \t]+/, "");
      return index === lines.length - 1 ? left : left.replace(/[ \t]+$/, "");
    })
    .filter((line) => line !== "")
    .join(" ");
}
