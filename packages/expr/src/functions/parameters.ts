import type { FunctionParameter } from "./expr-function.ts";

/** The parameter that takes the argument at `at`; undefined beyond the last. */
export function parameterAt(parameters: readonly FunctionParameter[], at: number): FunctionParameter | undefined {
  const last = parameters.at(-1);
  return parameters[at] ?? (last?.isRest === true ? last : undefined);
}

/** Whether a function with these parameters can be called with `count` arguments. */
export function acceptsCount(parameters: readonly FunctionParameter[], count: number): boolean {
  const required = parameters.filter((parameter) => parameter.isOptional !== true).length;
  return count >= required && (count <= parameters.length || parameters.at(-1)?.isRest === true);
}
