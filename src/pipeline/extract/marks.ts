/** `dlt.mark`: items that say themselves which table they are for, or what its hints are. */
import type { TableOptions } from "./hints.ts";

/** What an item says about itself. */
export interface ItemMarks {
  /** The table of these rows. */
  readonly tableName?: string | undefined;
  /** Hints that hold from this item on. */
  readonly hints?: TableOptions | undefined;
  /** The hints are for the table `hints.tableName` only, and these rows go there. */
  readonly createTableVariant?: boolean | undefined;
}

/** Rows with marks. Steps see the rows; the marks travel along. */
export class MarkedItem<Item = unknown> {
  readonly item: Item;
  readonly marks: ItemMarks;

  constructor(item: Item, marks: ItemMarks) {
    this.item = item;
    this.marks = marks;
  }
}

/** No rows, but a table: see {@link mark.materializeTableSchema}. */
export class EmptyTable extends Array<never> {
  /** Steps that make lists of it make plain ones. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

export const mark = {
  /**
   * Sends a row or a page to a table.
   *
   * @example yield dlt.mark.withTableName(row, `events_${row.kind}`);
   */
  withTableName: <Item>(item: Item, tableName: string): MarkedItem<Item> => new MarkedItem(item, { tableName }),
  /**
   * Changes the resource's hints from this item on, or, with `createTableVariant`, those of the table
   * `hints.tableName` alone, which then gets the item.
   */
  withHints: <Item>(item: Item, hints: TableOptions, options: { readonly createTableVariant?: boolean } = {}): MarkedItem<Item> => new MarkedItem(item, { hints, createTableVariant: options.createTableVariant === true }),
  /** Hints for {@link mark.withHints}, checked by the compiler. */
  makeHints: (hints: TableOptions): TableOptions => hints,
  /** An item that makes the table with the columns of the hints, even if no row ever comes. */
  materializeTableSchema: (): EmptyTable => new EmptyTable(),
} as const;
