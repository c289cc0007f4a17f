/** The method of this name gives a value's `TableHandle`; who shows values looks for it. */
export const tableSymbol: unique symbol = Symbol.for("watercourse.table") as never;
