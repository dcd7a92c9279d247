/** What is dragged of a tree of data: a path as an expression reads it. */
export const DRAGGED_PATH = "application/x-orrery-path";
