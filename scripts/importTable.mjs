/**
 * Which room of src/ may import which: the table of ARCHITECTURE.md as data. `scripts/imports.mjs` enforces it.
 * Imports of npm packages are free; every room may import `diagnostic`; inside a room everything may import everything.
 */

/** Room → what it may import: another room, or one file or folder of it. */
export const importTable = {
  diagnostic: [],
  cell: [],
  lesson: ["cell"],
  pipeline: [],
  "sample-api": [],
  graph: ["cell"],
  std: ["pipeline"],
  kernel: ["cell", "graph", "pipeline", "std"],
  outputs: ["kernel/protocol", "std/output", "std/chartAttributes", "std/chartCatalogue", "cell/types", "editor/highlight", "editor/code"],
  editor: ["cell", "std/libraryDeclarations"],
  notebook: ["kernel/protocol", "kernel/client", "outputs", "editor", "lesson"],
  homework: ["lesson", "kernel/protocol"],
  app: ["cell", "graph", "lesson", "pipeline", "std", "kernel", "outputs", "editor", "notebook", "homework", "sample-api"],
  cli: ["lesson", "cell", "graph", "std/libraryDeclarations", "app/headless", "../scripts"],
};

/** What tests may import besides, in any room: a test of a joint needs both sides of it. */
export const tableForTests = {
  outputs: ["app/tokens"],
  editor: ["app/tokens", "std"],
  notebook: ["kernel/errors"],
  kernel: ["lesson"],
  graph: ["kernel/protocol"],
};
