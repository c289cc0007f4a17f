/** What the graph needs to know of cells, in one place: their analysis and the part they play. */
export type { CellAnalysis } from "../cell/types.ts";

/** `setup` cells run first and may not read other cells' names; all others are alike here. */
export type CellRole = "setup" | "cell" | "exercise" | "check" | "prose";
