/** The element that the viewer fills. */
export const ROOT_ID = "orrery-viewer";

/** The element that holds the run as JSON. */
export const DATA_ID = "orrery-run";
