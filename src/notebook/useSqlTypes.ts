/** Types of the rows that SQL cells give, for the editor's type checker: known from what the cells show. */
import { useEffect } from "react";
import { declareTypes } from "../editor/openCells.ts";
import type { ColumnType, TableColumn } from "../kernel/protocol.ts";
import type { LessonDocument } from "../lesson/types.ts";
import type { CellModel } from "./cellModel.ts";
import type { KernelSession } from "./kernelSession.ts";

const types: Readonly<Record<ColumnType, string>> = { number: "number", bigint: "number", string: "string", boolean: "boolean", date: "Date", json: "any", unknown: "any" };

/** @param columns  of the rows; null before the cell ran */
export function declareRows(name: string, columns: readonly TableColumn[] | null): string {
  const row = columns === null ? "Record<string, any>" : `{ ${columns.map((column) => `${JSON.stringify(column.name)}: ${types[column.type]}`).join("; ")} }`;
  return `declare const ${name}: ${row}[];`;
}

function columnsOf(cell: CellModel): readonly TableColumn[] | null {
  const output = cell.state.outputs.at(-1)?.output;
  return output?.kind === "table" ? output.columns : null;
}

/** Keeps the editor's types in step with what the lesson's SQL cells give. */
export function useSqlTypes(document: LessonDocument, session: KernelSession): void {
  useEffect(() => {
    const cells = document.blocks.flatMap((block) => {
      const box = block.kind === "cell" && block.out !== undefined ? session.cell(block.id) : undefined;
      return block.kind === "cell" && block.out !== undefined && box !== undefined ? [{ name: block.out, box }] : [];
    });
    const declare = (): void => declareTypes(cells.map(({ name, box }) => declareRows(name, columnsOf(box.get()))).join("\n"));
    declare();
    const ends = cells.map(({ box }) => box.subscribe(declare));
    return () => {
      for (const end of ends) end();
      declareTypes("");
    };
  }, [document, session]);
}
