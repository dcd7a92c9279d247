export { type ExecutorOptions, type RunningExecutor, startExecutor } from "./start-executor.ts";
