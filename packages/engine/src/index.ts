export type { DecideInput, Decision } from "./decision.ts";
export type {
  ErrorClass,
  EventBody,
  EventError,
  RefusalReason,
  RunCommand,
  RunEvent,
  UsageFigures,
  ValueRef,
} from "./events.ts";
export type { StepDelta, ValuePreview, WatchItem } from "./watch-item.ts";
