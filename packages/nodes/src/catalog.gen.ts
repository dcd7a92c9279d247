// Made by `pnpm generate:files` from the folders beside it; not edited by hand.
import type { NodeDefinition } from "@orrery/node-kit";
import { agentDefinition } from "./agent/definition.ts";
import { aggregateDefinition } from "./aggregate/definition.ts";
import { approvalDefinition } from "./approval/definition.ts";
import { branchDefinition } from "./branch/definition.ts";
import { chatDefinition } from "./chat/definition.ts";
import { chunkDefinition } from "./chunk/definition.ts";
import { classifyDefinition } from "./classify/definition.ts";
import { codeDefinition } from "./code/definition.ts";
import { dedupeDefinition } from "./dedupe/definition.ts";
import { emailDefinition } from "./email/definition.ts";
import { extractDefinition } from "./extract/definition.ts";
import { fileDefinition } from "./file/definition.ts";
import { forgetDefinition } from "./forget/definition.ts";
import { groupDefinition } from "./group/definition.ts";
import { guardDefinition } from "./guard/definition.ts";
import { httpRequestDefinition } from "./http-request/definition.ts";
import { inputDefinition } from "./input/definition.ts";
import { judgeDefinition } from "./judge/definition.ts";
import { loopDefinition } from "./loop/definition.ts";
import { mapDefinition } from "./map/definition.ts";
import { mcpToolDefinition } from "./mcp-tool/definition.ts";
import { noteDefinition } from "./note/definition.ts";
import { outputDefinition } from "./output/definition.ts";
import { parseDefinition } from "./parse/definition.ts";
import { placeholderDefinition } from "./placeholder/definition.ts";
import { promptDefinition } from "./prompt/definition.ts";
import { recallDefinition } from "./recall/definition.ts";
import { rememberDefinition } from "./remember/definition.ts";
import { respondDefinition } from "./respond/definition.ts";
import { runFinishedDefinition } from "./run-finished/definition.ts";
import { scheduleDefinition } from "./schedule/definition.ts";
import { splitDefinition } from "./split/definition.ts";
import { sqlDefinition } from "./sql/definition.ts";
import { subflowDefinition } from "./subflow/definition.ts";
import { switchDefinition } from "./switch/definition.ts";
import { teamDefinition } from "./team/definition.ts";
import { templateDefinition } from "./template/definition.ts";
import { transformDefinition } from "./transform/definition.ts";
import { validateDefinition } from "./validate/definition.ts";
import { voteDefinition } from "./vote/definition.ts";
import { waitDefinition } from "./wait/definition.ts";
import { webhookDefinition } from "./webhook/definition.ts";
import { webhookOutDefinition } from "./webhook-out/definition.ts";

export const definitions: readonly NodeDefinition[] = [
  agentDefinition,
  aggregateDefinition,
  approvalDefinition,
  branchDefinition,
  chatDefinition,
  chunkDefinition,
  classifyDefinition,
  codeDefinition,
  dedupeDefinition,
  emailDefinition,
  extractDefinition,
  fileDefinition,
  forgetDefinition,
  groupDefinition,
  guardDefinition,
  httpRequestDefinition,
  inputDefinition,
  judgeDefinition,
  loopDefinition,
  mapDefinition,
  mcpToolDefinition,
  noteDefinition,
  outputDefinition,
  parseDefinition,
  placeholderDefinition,
  promptDefinition,
  recallDefinition,
  rememberDefinition,
  respondDefinition,
  runFinishedDefinition,
  scheduleDefinition,
  splitDefinition,
  sqlDefinition,
  subflowDefinition,
  switchDefinition,
  teamDefinition,
  templateDefinition,
  transformDefinition,
  validateDefinition,
  voteDefinition,
  waitDefinition,
  webhookDefinition,
  webhookOutDefinition,
];
