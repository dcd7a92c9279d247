import { approval } from "./approval.ts";
import { branch } from "./branch.ts";
import { budget } from "./budget.ts";
import { chain } from "./chain.ts";
import { continueOnError } from "./continue.ts";
import { deadline } from "./deadline.ts";
import { errorBranch } from "./error-branch.ts";
import { fanOut } from "./fan-out.ts";
import { keptResult } from "./kept-result.ts";
import { keyedPost } from "./keyed-post.ts";
import { longWait } from "./long-wait.ts";
import { loop } from "./loop.ts";
import { nestedMaps } from "./nested-maps.ts";
import { onceAsk } from "./once-ask.ts";
import { onceFail } from "./once-fail.ts";
import { onceRetry } from "./once-retry.ts";
import { quorum } from "./quorum.ts";
import type { ReferenceGraph } from "./reference-graph.ts";
import { retries } from "./retries.ts";
import { saga } from "./saga.ts";
import { signal } from "./signal.ts";
import { subflow } from "./subflow.ts";
import { switchCase } from "./switch.ts";
import { timers } from "./timers.ts";

/** Everything that chaos runs. A new one is a file of its own and a line here. */
export const referenceGraphs: readonly [ReferenceGraph, ...ReferenceGraph[]] = [
  chain,
  branch,
  switchCase,
  nestedMaps,
  loop,
  retries,
  errorBranch,
  continueOnError,
  keyedPost,
  onceFail,
  onceRetry,
  approval,
  fanOut,
  timers,
  longWait,
  quorum,
  deadline,
  keptResult,
  budget,
  saga,
  onceAsk,
  subflow,
  signal,
];
