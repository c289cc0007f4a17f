/**
 * What the type checker sees after a cell's own text: imports of the names of all other cells, and exports of its own.
 * Imports hoist, so nothing has to stand before the text and no offset of it moves.
 */

export interface CellNames {
  /** File name as the other cells import it, e.g. `rows.3.ts`. */
  readonly file: string;
  /** Names that the cell declares. */
  readonly names: readonly string[];
}

/** @param cells  in page order; of a name that several declare the first is seen by the others. @returns suffix by file */
export function cellSuffixes(cells: readonly CellNames[]): ReadonlyMap<string, string> {
  const home = new Map<string, string>();
  for (const { file, names } of cells) for (const name of names) if (!home.has(name)) home.set(name, file);
  return new Map(cells.map((cell) => [cell.file, suffixOf(cell, cells, home)]));
}

function suffixOf(own: CellNames, cells: readonly CellNames[], home: ReadonlyMap<string, string>): string {
  const ownNames = new Set(own.names);
  const imports = cells.flatMap(({ file, names }) => {
    const taken = names.filter((name) => home.get(name) === file && !ownNames.has(name));
    return file === own.file || taken.length === 0 ? [] : [`import { ${taken.join(", ")} } from "./${file}";`];
  });
  return ["\n;", ...imports, `export { ${own.names.join(", ")} };`].join("\n");
}
