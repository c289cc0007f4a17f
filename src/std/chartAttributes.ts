/** Whether a value fits an attribute of a chart element. Pure: the kernel checks what a cell gives, the page what the kernel sends. */
import { type AttributeKind, formatNames, type KindValues } from "./chartCatalogue.ts";

type Test = (value: unknown) => boolean;

const isNumber: Test = (value) => typeof value === "number" && Number.isFinite(value);
const isText: Test = (value) => typeof value === "string" && value.length <= 1000;
const isFlag: Test = (value) => typeof value === "boolean";
const isTextOrNumber: Test = (value) => isText(value) || isNumber(value);
/** Plain colours only: a colour never fetches anything. */
const isColor: Test = (value) => typeof value === "string" && /^(#[\da-f]{3,8}|[a-z]{1,30}|(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([-\d\s.,%/a-z]{1,60}\)|var\(--[\w-]{1,40}\))$/i.test(value);
const isLength: Test = (value) => isNumber(value) || (typeof value === "string" && /^-?\d+(\.\d+)?(px|%)?$/.test(value));
const isDomainEnd: Test = (value) => isNumber(value) || (typeof value === "string" && /^(auto|dataMin|dataMax|dataMin\s*-\s*[\d.]+|dataMax\s*\+\s*[\d.]+)$/.test(value));

function isList(item: Test, length?: number): Test {
  return (value) => Array.isArray(value) && value.length <= 1000 && (length === undefined || value.length === length) && value.every(item);
}

function isRecord(fields: Readonly<Record<string, Test>>): Test {
  return (value) => typeof value === "object" && value !== null && !Array.isArray(value) && Object.entries(value).every(([name, item]) => item === undefined || fields[name]?.(item) === true);
}

function either(...tests: readonly Test[]): Test {
  return (value) => tests.some((test) => test(value));
}

const placed = { position: isText, offset: isNumber, angle: isNumber, fill: isColor, fontSize: isNumber };

const kinds: Readonly<Record<keyof KindValues, { readonly fits: Test; readonly expected: string }>> = {
  text: { fits: isText, expected: "a text" },
  number: { fits: isNumber, expected: "a number" },
  flag: { fits: isFlag, expected: "true or false" },
  key: { fits: isTextOrNumber, expected: "the name of a value in the data" },
  value: { fits: isTextOrNumber, expected: "a number or a text" },
  color: { fits: isColor, expected: "a colour such as \"#8884d8\", \"teal\" or \"var(--chart-1)\"" },
  length: { fits: isLength, expected: "a number of pixels or a share such as \"50%\"" },
  lengths: { fits: either(isNumber, isList(isNumber)), expected: "a number or an array of numbers" },
  format: { fits: (value) => formatNames.includes(value as never), expected: `the name of a format: ${formatNames.map((name) => `"${name}"`).join(", ")}` },
  rows: { fits: (value) => Array.isArray(value) && value.every((row) => typeof row === "object" && row !== null), expected: "an array of objects" },
  domain: { fits: isList(isDomainEnd, 2), expected: "two ends: numbers, \"auto\", \"dataMin\" or \"dataMax\"" },
  ticks: { fits: isList(isTextOrNumber), expected: "an array of numbers or texts" },
  margin: { fits: isRecord({ top: isNumber, right: isNumber, bottom: isNumber, left: isNumber }), expected: "an object such as `{ top: 5, right: 20 }`" },
  mark: { fits: either(isFlag, isRecord({ r: isNumber, fill: isColor, stroke: isColor, strokeWidth: isNumber })), expected: "true, false, or an object such as `{ r: 4 }`" },
  caption: { fits: either(isText, isRecord({ value: isTextOrNumber, ...placed })), expected: "a text, or an object such as `{ value: \"seconds\", position: \"insideBottom\" }`" },
  captions: { fits: either(isFlag, isRecord(placed)), expected: "true, false, or an object such as `{ position: \"top\" }`" },
  segment: { fits: isList(isRecord({ x: isTextOrNumber, y: isTextOrNumber }), 2), expected: "two points such as `[{ x: 1, y: 2 }, { x: 3, y: 4 }]`" },
};

/** The kind without its mark, and whether the attribute must be there. */
export function readKind(kind: AttributeKind): { readonly kind: keyof KindValues | readonly string[]; readonly required: boolean } {
  if (typeof kind !== "string") return { kind, required: false };
  return kind.endsWith("!") ? { kind: kind.slice(0, -1) as keyof KindValues, required: true } : { kind: kind as keyof KindValues, required: false };
}

/** Null when the value fits, else what would. */
export function whatFits(attribute: AttributeKind, value: unknown): string | null {
  const { kind } = readKind(attribute);
  if (typeof kind !== "string") return kind.includes(value as string) ? null : kind.map((word) => `"${word}"`).join(" or ");
  return kinds[kind].fits(value) ? null : kinds[kind].expected;
}
