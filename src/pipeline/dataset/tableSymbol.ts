/** The method of this name gives a value's `TableHandle`; who shows values looks for it. */
export const tableSymbol: unique symbol = Symbol.for("watercourse.table") as never;
/** The method of this name gives a relation's query, for who reads it in the same database. */
export const querySymbol: unique symbol = Symbol.for("watercourse.query") as never;
