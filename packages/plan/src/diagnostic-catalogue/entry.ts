import type { Credentials } from "../credentials.ts";
import type { Prices } from "../passes/prices.ts";
import type { Interfaces } from "../workflow-face.ts";

/** What the docs say about one code. */
export interface CatalogueEntry {
  readonly code: string;
  readonly title: string;
  /** What it means and when it comes. */
  readonly explanation: string;
  /** What to do about it. */
  readonly mend: string;
  /** A document that gives it: a graph, or the text of a file. */
  readonly example: () => unknown;
  /** What is published where the example is compiled. */
  readonly interfaces?: Interfaces;
  /** The prices that are known there. */
  readonly prices?: Prices;
  /** The credentials that the workspace has there. */
  readonly credentials?: Credentials;
  /** Instead of an example that is too large to be shown. */
  readonly shown?: string;
}
