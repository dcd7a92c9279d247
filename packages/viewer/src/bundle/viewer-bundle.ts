import { script, style } from "../generated/viewer-bundle.ts";

/** The viewer as one script (for the end of a page that has `dataElement`) and one style sheet. */
export const viewerBundle: { readonly script: string; readonly style: string } = { script, style };
