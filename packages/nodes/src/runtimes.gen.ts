// Made by `pnpm generate:files` from the folders beside it; not edited by hand.
import type { NodeRuntime } from "@orrery/node-kit";
import { agentRuntime } from "./agent/runtime.ts";
import { aggregateRuntime } from "./aggregate/runtime.ts";
import { approvalRuntime } from "./approval/runtime.ts";
import { branchRuntime } from "./branch/runtime.ts";
import { chatRuntime } from "./chat/runtime.ts";
import { chunkRuntime } from "./chunk/runtime.ts";
import { classifyRuntime } from "./classify/runtime.ts";
import { codeRuntime } from "./code/runtime.ts";
import { dedupeRuntime } from "./dedupe/runtime.ts";
import { emailRuntime } from "./email/runtime.ts";
import { extractRuntime } from "./extract/runtime.ts";
import { fileRuntime } from "./file/runtime.ts";
import { forgetRuntime } from "./forget/runtime.ts";
import { guardRuntime } from "./guard/runtime.ts";
import { httpRequestRuntime } from "./http-request/runtime.ts";
import { inputRuntime } from "./input/runtime.ts";
import { judgeRuntime } from "./judge/runtime.ts";
import { mcpToolRuntime } from "./mcp-tool/runtime.ts";
import { outputRuntime } from "./output/runtime.ts";
import { parseRuntime } from "./parse/runtime.ts";
import { placeholderRuntime } from "./placeholder/runtime.ts";
import { promptRuntime } from "./prompt/runtime.ts";
import { recallRuntime } from "./recall/runtime.ts";
import { rememberRuntime } from "./remember/runtime.ts";
import { respondRuntime } from "./respond/runtime.ts";
import { runFinishedRuntime } from "./run-finished/runtime.ts";
import { scheduleRuntime } from "./schedule/runtime.ts";
import { splitRuntime } from "./split/runtime.ts";
import { sqlRuntime } from "./sql/runtime.ts";
import { subflowRuntime } from "./subflow/runtime.ts";
import { switchRuntime } from "./switch/runtime.ts";
import { teamRuntime } from "./team/runtime.ts";
import { templateRuntime } from "./template/runtime.ts";
import { transformRuntime } from "./transform/runtime.ts";
import { validateRuntime } from "./validate/runtime.ts";
import { voteRuntime } from "./vote/runtime.ts";
import { waitRuntime } from "./wait/runtime.ts";
import { webhookRuntime } from "./webhook/runtime.ts";
import { webhookOutRuntime } from "./webhook-out/runtime.ts";

export const nodeRuntimes: readonly NodeRuntime[] = [
  agentRuntime,
  aggregateRuntime,
  approvalRuntime,
  branchRuntime,
  chatRuntime,
  chunkRuntime,
  classifyRuntime,
  codeRuntime,
  dedupeRuntime,
  emailRuntime,
  extractRuntime,
  fileRuntime,
  forgetRuntime,
  guardRuntime,
  httpRequestRuntime,
  inputRuntime,
  judgeRuntime,
  mcpToolRuntime,
  outputRuntime,
  parseRuntime,
  placeholderRuntime,
  promptRuntime,
  recallRuntime,
  rememberRuntime,
  respondRuntime,
  runFinishedRuntime,
  scheduleRuntime,
  splitRuntime,
  sqlRuntime,
  subflowRuntime,
  switchRuntime,
  teamRuntime,
  templateRuntime,
  transformRuntime,
  validateRuntime,
  voteRuntime,
  waitRuntime,
  webhookRuntime,
  webhookOutRuntime,
];
