/** The parameter under which compiled code reaches its `CellRuntime`. Cells may not use the name themselves. */
export const runtimeName = "$";
