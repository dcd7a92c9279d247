import type { Work } from "../evaluate/work.ts";
import type { ExprType } from "../expr-type.ts";

export interface FunctionParameter {
  readonly name: string;
  readonly type: ExprType;
  readonly isOptional?: true;
  /** The last parameter may be given again and again. */
  readonly isRest?: true;
}

/** What a function may use beside its arguments. */
export interface FunctionContext {
  readonly work: Work;
  /** Epoch milliseconds of the start of the run. */
  readonly now: number;
}

/**
 * One function of the expression language: its face for people, its type and what it does, together. The arguments
 * given to `run` have the kinds that `parameters` ask for; what lies deeper (items, members) it checks itself.
 */
export interface ExprFunction {
  readonly name: string;
  readonly signature: string;
  readonly doc: string;
  readonly example: string;
  /** Beside CEL's own functions: its name cannot be the id of a node. */
  readonly isOurs: boolean;
  /** `x.name(…)` only, as CEL has it; every other function may be written both ways if it has parameters. */
  readonly isMethodOnly?: true;
  readonly parameters: readonly FunctionParameter[];
  readonly result: ExprType | ((args: readonly ExprType[]) => ExprType);
  /** Why arguments of these types cannot work although each fits its parameter. */
  readonly refuse?: (args: readonly ExprType[]) => string | null;
  /** Absent where what it needs is too large to be loaded by an editor: `evaluate/large-functions.ts` then has it. */
  readonly run?: FunctionRun;
}

export type FunctionRun = (args: readonly unknown[], context: FunctionContext) => unknown;
