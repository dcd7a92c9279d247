export { type Chore, type Dispatch, type DispatchOptions, startDispatch } from "./dispatch.ts";
export { createJournal, type Journal, type JournalSource } from "./journal.ts";
export { joinExecutors, type Membership, type MembershipOptions } from "./membership.ts";
export { createRunner, type Runner, type RunnerNews, type RunnerOptions } from "./runner.ts";
export type { StepMeans } from "./step-context.ts";
