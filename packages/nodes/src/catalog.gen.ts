// Made by `pnpm generate:files` from the folders beside it; not edited by hand.
import type { NodeDefinition } from "@orrery/node-kit";
import { approvalDefinition } from "./approval/definition.ts";
import { branchDefinition } from "./branch/definition.ts";
import { chatDefinition } from "./chat/definition.ts";
import { httpRequestDefinition } from "./http-request/definition.ts";
import { inputDefinition } from "./input/definition.ts";
import { loopDefinition } from "./loop/definition.ts";
import { mapDefinition } from "./map/definition.ts";
import { noteDefinition } from "./note/definition.ts";
import { outputDefinition } from "./output/definition.ts";
import { promptDefinition } from "./prompt/definition.ts";
import { runFinishedDefinition } from "./run-finished/definition.ts";
import { scheduleDefinition } from "./schedule/definition.ts";
import { subflowDefinition } from "./subflow/definition.ts";
import { switchDefinition } from "./switch/definition.ts";
import { transformDefinition } from "./transform/definition.ts";
import { waitDefinition } from "./wait/definition.ts";
import { webhookDefinition } from "./webhook/definition.ts";

export const definitions: readonly NodeDefinition[] = [
  approvalDefinition,
  branchDefinition,
  chatDefinition,
  httpRequestDefinition,
  inputDefinition,
  loopDefinition,
  mapDefinition,
  noteDefinition,
  outputDefinition,
  promptDefinition,
  runFinishedDefinition,
  scheduleDefinition,
  subflowDefinition,
  switchDefinition,
  transformDefinition,
  waitDefinition,
  webhookDefinition,
];
