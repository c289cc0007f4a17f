/** Finds imports that go against the table of rooms, imports of files that are not there, and circles of imports. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { importTable, tableForTests } from "./importTable.mjs";

/**
 * @typedef {{ from: string, to: string, line: number, loads: boolean }} Import one relative import: paths from src/, with
 *   `/`; `loads`: the file is run before the importing one, which is so for neither types, nor lazy imports, nor a
 *   worker's address
 * @typedef {{ file: string, line: number, message: string }} ImportProblem
 */

/** @param {string} path */
const isTest = (path) => /\.test\.tsx?$/.test(path);

/** @param {string} path */
const roomOf = (path) => path.slice(0, path.indexOf("/"));

/**
 * Every relative import of every TypeScript file below a folder.
 *
 * @param {string} source the folder, `src`
 * @returns {Promise<Import[]>}
 */
export async function readImports(source) {
  const { parse } = await import("@babel/parser");
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file) && file.includes(sep));
  return files.sort().flatMap((file) => {
    const text = readFileSync(join(source, file), "utf8");
    const tree = parse(text, { sourceType: "module", plugins: file.endsWith("x") ? ["typescript", "jsx"] : ["typescript"] });
    return specifiers(tree.program)
      .filter(({ specifier }) => specifier.startsWith("."))
      .map(({ specifier, line, loads }) => {
        const target = join(source, dirname(file), specifier.replace(/\?.*$/, ""));
        return { from: posix(file), to: posix(relative(source, target)), line, loads };
      });
  });
}

/** @param {string} path */
const posix = (path) => path.split(sep).join("/");

/**
 * The module names in a piece of syntax tree: import, export … from, import(), type import("…"), new URL("…", import.meta.url).
 *
 * @param {any} node of @babel/parser
 * @returns {{ specifier: string, line: number, loads: boolean }[]}
 */
function specifiers(node) {
  if (Array.isArray(node)) return node.flatMap(specifiers);
  if (node === null || typeof node !== "object" || typeof node.type !== "string") return [];
  const found = Object.keys(node)
    .filter((key) => key !== "loc")
    .flatMap((key) => specifiers(node[key]));
  const named = moduleName(node);
  if (named?.type !== "StringLiteral") return found;
  const loads = declarations.has(node.type) && node.importKind !== "type" && node.exportKind !== "type";
  return [...found, { specifier: named.value, line: node.loc.start.line, loads }];
}

const declarations = new Set(["ImportDeclaration", "ExportNamedDeclaration", "ExportAllDeclaration"]);

/**
 * The part of a node that names a module or a file; undefined when the node names none.
 *
 * @param {any} node
 */
function moduleName(node) {
  if (declarations.has(node.type) || node.type === "ImportExpression") return node.source;
  if (node.type === "TSImportType") return node.argument;
  if (node.type === "CallExpression" && node.callee.type === "Import") return node.arguments[0];
  const isAddress = node.type === "NewExpression" && node.callee.name === "URL" && node.arguments[1]?.type === "MemberExpression";
  // An address without an extension is a folder's.
  return isAddress && /\.\w+$/.test(node.arguments[0].value) ? node.arguments[0] : undefined;
}

/**
 * Checks imports against the table.
 *
 * @param {readonly Import[]} imports
 * @param {(path: string) => boolean} exists tells whether a path from src/ is a file
 * @returns {ImportProblem[]}
 */
export function findForbiddenImports(imports, exists) {
  /** @type {Record<string, readonly string[]>} */
  const table = importTable;
  /** @type {Record<string, readonly string[]>} */
  const more = tableForTests;
  return imports.flatMap(({ from, to, line }) => {
    const room = roomOf(from);
    const allowed = table[room];
    if (allowed === undefined) return [{ file: from, line, message: `the room "${room}" is not in the import table` }];
    if (!exists(to)) return [{ file: from, line, message: `imports ${to}, which is not there` }];
    const doors = [room, "diagnostic", ...allowed, ...(isTest(from) ? (more[room] ?? []) : [])];
    const isOpen = doors.some((door) => to.startsWith(`${door}/`) || to.startsWith(`${door}.`));
    return isOpen ? [] : [{ file: from, line, message: `${room} may not import ${to}` }];
  });
}

/**
 * Finds circles: each is given once, as the files on it in order of import.
 *
 * @param {readonly Import[]} imports
 * @returns {string[][]}
 */
export function findImportCircles(imports) {
  /** @type {Map<string, Set<string>>} */
  const next = new Map();
  for (const { from, to, loads } of imports) if (loads) next.set(from, (next.get(from) ?? new Set()).add(to));
  /** @type {string[][]} */
  const circles = [];
  const done = new Set();
  /** @param {string} file @param {string[]} path */
  const visit = (file, path) => {
    const at = path.indexOf(file);
    if (at >= 0) circles.push(path.slice(at));
    if (at >= 0 || done.has(file)) return;
    for (const target of next.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return circles;
}

/**
 * All problems of the project's imports, one line each with file and line.
 *
 * @param {string} root the project's folder
 */
export async function checkImports(root) {
  const source = join(root, "src");
  const imports = await readImports(source);
  const forbidden = findForbiddenImports(imports, (path) => existsSync(join(source, path)));
  return [
    ...forbidden.map(({ file, line, message }) => `src/${file}:${line} ${message}`),
    ...findImportCircles(imports).map((circle) => `circle of imports: ${[...circle, circle[0]].join(" → ")}`),
  ];
}
