import type { NodeRuntime } from "./runtime.ts";

/**
 * The effectful face of a node type, written against the config it will really receive.
 *
 * The cast forgets `C`. It holds because the compiler lets no config into a plan that the definition's schema has not
 * parsed; members that hold expressions are `Json` in `C` and the runtime looks at what they gave.
 */
export function defineRuntime<C>(runtime: NodeRuntime<C>): NodeRuntime {
  return runtime as NodeRuntime;
}
