/** The kind of data a node type dragged from the palette carries. */
export const DRAGGED_TYPE = "application/x-orrery-node-type";
