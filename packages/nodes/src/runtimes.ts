import type { NodeRuntime, Runtimes } from "@orrery/node-kit";
import { approvalRuntime } from "./approval/runtime.ts";
import { branchRuntime } from "./branch/runtime.ts";
import { httpRequestRuntime } from "./http-request/runtime.ts";
import { inputRuntime } from "./input/runtime.ts";
import { outputRuntime } from "./output/runtime.ts";
import { promptRuntime } from "./prompt/runtime.ts";
import { switchRuntime } from "./switch/runtime.ts";
import { transformRuntime } from "./transform/runtime.ts";
import { waitRuntime } from "./wait/runtime.ts";

const all: readonly NodeRuntime[] = [
  approvalRuntime,
  branchRuntime,
  httpRequestRuntime,
  inputRuntime,
  outputRuntime,
  promptRuntime,
  switchRuntime,
  transformRuntime,
  waitRuntime,
];
const byType = new Map(all.map((runtime) => [runtime.type, runtime]));

/** The effectful face of every node type that has one; containers and notes have none. */
export const runtimes: Runtimes = { get: (type) => byType.get(type) };
