import { agentCodes } from "./agent-codes.ts";
import { callCodes } from "./call-codes.ts";
import { credentialCodes } from "./credential-codes.ts";
import { dataCodes } from "./data-codes.ts";
import type { CatalogueEntry } from "./entry.ts";
import { fileCodes } from "./file-codes.ts";
import { memoryCodes } from "./memory-codes.ts";
import { networkCodes } from "./network-codes.ts";
import { nodeCodes } from "./node-codes.ts";
import { toolCodes } from "./tool-codes.ts";
import { wiringCodes } from "./wiring-codes.ts";

export type { CatalogueEntry } from "./entry.ts";

/** Every code of the compiler apart from those of expressions (`exprCodes`), in the order of the docs page. */
export const diagnosticCatalogue: readonly CatalogueEntry[] = [
  ...fileCodes,
  ...nodeCodes,
  ...dataCodes,
  ...networkCodes,
  ...wiringCodes,
  ...callCodes,
  ...credentialCodes,
  ...toolCodes,
  ...memoryCodes,
  ...agentCodes,
];
