/** Worked cases (blocks A to J) that have no test of their own here, each with the reason. */
export const caseDeviations: Readonly<Record<string, string>> = {
  B7: "Outputs are plain data from the start: there is no reference to a value that could be retained.",
  B11: "A markdown cell is a cell in the language `md`; `md(…)` in a TypeScript cell is an ordinary expression.",
  C10: "Nothing asks for a path between two cells except the message about a cycle, which is tested with C25.",
  D4: "TypeScript has no statement that takes a name away.",
  F21: "SQL cells have their own tests.",
  H5: "Inputs inside other inputs have their own tests.",
  H7: "An input's `onChange` has its own tests.",
  H10: "An input's `onChange` has its own tests.",
  I9: "Cells import from the notebook's library and from `npm:` addresses with exact versions: no module changes while a notebook is open.",
  J11: "SQL cells have their own tests.",
};
