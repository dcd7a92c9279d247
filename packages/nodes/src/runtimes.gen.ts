// Made by `pnpm generate:files` from the folders beside it; not edited by hand.
import type { NodeRuntime } from "@orrery/node-kit";
import { approvalRuntime } from "./approval/runtime.ts";
import { branchRuntime } from "./branch/runtime.ts";
import { httpRequestRuntime } from "./http-request/runtime.ts";
import { inputRuntime } from "./input/runtime.ts";
import { outputRuntime } from "./output/runtime.ts";
import { promptRuntime } from "./prompt/runtime.ts";
import { switchRuntime } from "./switch/runtime.ts";
import { transformRuntime } from "./transform/runtime.ts";
import { waitRuntime } from "./wait/runtime.ts";

export const nodeRuntimes: readonly NodeRuntime[] = [
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
