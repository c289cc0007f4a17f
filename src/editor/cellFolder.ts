/** Where the type checker believes the cells to be. */
export const CELLS_FOLDER = "file:///cells/";
