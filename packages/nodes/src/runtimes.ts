import type { Runtimes } from "@orrery/node-kit";
import { nodeRuntimes } from "./runtimes.gen.ts";

const byType = new Map(nodeRuntimes.map((runtime) => [runtime.type, runtime]));

/** The effectful face of every node type that has one; containers and notes have none. */
export const runtimes: Runtimes = { get: (type) => byType.get(type) };
