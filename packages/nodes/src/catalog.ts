import { createCatalog } from "@orrery/node-kit";
import { definitions } from "./catalog.gen.ts";

/** All node types of this engine. */
export const catalog = createCatalog(definitions);
