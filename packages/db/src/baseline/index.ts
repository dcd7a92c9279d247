/** What nodes usually do, kept; what was other than usual; and the outbox of alerts about it. Without Prisma. */
export { type AlertBody, type AlertItem, testAlert } from "./alert-body.ts";
export { type DueDelivery, settleDelivery, takeDelivery } from "./deliveries.ts";
export { forgetBaselines } from "./forget-baselines.ts";
export { type LearnOptions, learnRuns } from "./learn-runs.ts";
