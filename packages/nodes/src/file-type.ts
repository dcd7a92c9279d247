import { number, object, text } from "@orrery/node-kit";

/** The type of a value that names a file. */
export const fileType = object({ name: text, sha256: text, mediaType: text, bytes: number });
