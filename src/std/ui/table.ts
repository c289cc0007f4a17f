/** `ui.table`: rows that the reader picks from a table. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import { previewValue, typeName } from "../preview.ts";
import { RowTable, tableOfRows } from "../rowTable.ts";
import { isPlainObject } from "../tableSource.ts";
import { fieldSpec } from "./field.ts";
import { type Input, type InputOptions, makeInput } from "./input.ts";

type AnyRow = Readonly<Record<string, unknown>>;

interface AnyTableOptions<Value> extends InputOptions<Value> {
  /** Rows on one page of the table. Default 10. */
  readonly pageSize?: number | undefined;
}

export interface SingleTableOptions<Row> extends AnyTableOptions<Row | null> {
  readonly selection: "single";
  /** The row that is picked at first, by its place in the data. */
  readonly value?: number | null | undefined;
}

export interface MultiTableOptions<Row> extends AnyTableOptions<readonly Row[]> {
  /** Default `multi`. */
  readonly selection?: "multi" | undefined;
  /** Rows that are picked at first, by their places in the data. */
  readonly value?: readonly number[] | undefined;
}

export interface SelectTableMaker {
  /** The value is the row that is picked, or null. */
  <Row extends object>(rows: readonly Row[], options: SingleTableOptions<NoInfer<Row>>): Input<Row | null>;
  /** The value is the rows that are picked, in the order of the data. */
  <Row extends object>(rows: readonly Row[], options?: MultiTableOptions<NoInfer<Row>>): Input<readonly Row[]>;
}

/** Name of the column that tells a row's place in the data. */
const placeColumn = "#";

export function makeSelectTableMaker(host: CellHost): SelectTableMaker {
  const make = (rows: readonly AnyRow[], options: SingleTableOptions<AnyRow> | MultiTableOptions<AnyRow> = {}): Input<unknown> => {
    if (!Array.isArray(rows) || !rows.every(isPlainObject)) throw stdError("E519", { type: Array.isArray(rows) ? "a list with other values" : typeName(rows) });
    const { selection = "multi", pageSize = 10 } = options;
    if (selection !== "single" && selection !== "multi") throw stdError("E521", { kind: "table", option: "selection", value: previewValue(selection, 60), expected: '"single" or "multi"' });
    if (!Number.isInteger(pageSize) || pageSize < 1) throw stdError("E521", { kind: "table", option: "pageSize", value: previewValue(pageSize), expected: "a whole number from 1" });
    // The rows as they were: a list that grows later must not change what a place means.
    const data: readonly AnyRow[] = [...rows];
    const source = withPlaces(data);
    const read = (sent: unknown): readonly number[] | undefined => {
      const places = sent === null ? [] : typeof sent === "number" ? [sent] : sent;
      if (!Array.isArray(places)) return undefined;
      const known = [...new Set(places)].filter((place): place is number => Number.isInteger(place) && place >= 0 && place < data.length);
      if (known.length === 0 && places.length > 0) return undefined;
      return selection === "single" ? known.slice(0, 1) : known.sort((a, b) => a - b);
    };
    let places = read(options.value ?? []) ?? [];
    const chosen = (): unknown => {
      const found = places.flatMap((place) => data[place] ?? []);
      return selection === "single" ? (found[0] ?? null) : found;
    };
    return makeInput<unknown>(host, {
      type: "table",
      identity: [selection, data.length, source.columns.map(({ name }) => name)],
      memory: "saved",
      onChange: options.onChange as ((value: unknown) => unknown) | undefined,
      held: chosen,
      accept: (sent) => {
        const wanted = read(sent);
        if (wanted === undefined) return false;
        places = wanted;
        return true;
      },
      plain: chosen,
      remember: () => places,
      open: (shower) => {
        const table = shower.keepTable(source);
        const spec = { type: "table", ...fieldSpec(options as InputOptions<never>), selection, table, columns: source.columns, rowCount: data.length, pageSize, rows: source.page(0, pageSize) } as const;
        return () => ({ spec, value: places });
      },
    });
  };
  return make as SelectTableMaker;
}

/** The table with each row's place in the data before it, whatever the order of the rows. */
function withPlaces(data: readonly AnyRow[]): RowTable<number> {
  const { columns } = tableOfRows(data);
  const places = Array.from(data, (_row, place) => place);
  return new RowTable(places, [{ name: placeColumn, type: "number" }, ...columns], (place, column) => (column === 0 ? place : data[place]?.[columns[column - 1]?.name ?? ""]));
}
