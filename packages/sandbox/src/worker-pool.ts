import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

export interface WorkerPoolOptions {
  /** The module that answers: one message in, one `WorkerAnswer` out, never two at a time. */
  readonly module: URL;
  /** Of the JavaScript heap of one worker. */
  readonly maxHeapMb: number;
  /** Of what one worker holds outside its heap: buffers and WebAssembly memory. Looked at twenty times a second. */
  readonly maxExternalMb: number;
  /** Calls after which a worker is replaced. */
  readonly maxCalls: number;
}

/** What a worker posts. One that is `spent` is replaced: it may have been harmed. */
export interface WorkerAnswer {
  readonly body: unknown;
  readonly spent?: boolean;
}

export type CallResult =
  | { readonly kind: "answer"; readonly body: unknown }
  /** It was ended: after its time, for its memory, by itself, or because the signal was raised. */
  | { readonly kind: "ended"; readonly why: "time" | "memory" | "crash" | "aborted" };

export interface CallLimits {
  /** From when the worker gets the message; a worker that is still busy then is terminated. */
  readonly hardMs: number;
  readonly signal: AbortSignal;
}

interface Seat {
  readonly worker: Worker;
  calls: number;
}

const idleMs = 20_000;
const lookMs = 50;
const bootMs = 60_000;

/**
 * Workers for code and documents that nobody trusts. As many as the machine has cores, made when they are needed, kept warm
 * for twenty seconds, and thrown away whenever one had to be stopped. An idle worker keeps no process alive.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #idle: Seat[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #sweep: NodeJS.Timeout | undefined;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** Hands `message` to a worker. Never rejects: whatever becomes of the worker is told as data. */
  async call(message: unknown, limits: CallLimits): Promise<CallResult> {
    while (this.#busy >= availableParallelism()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#busy += 1;
    try {
      return limits.signal.aborted ? { kind: "ended", why: "aborted" } : await this.#callNow(message, limits);
    } finally {
      this.#busy -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #callNow(message: unknown, limits: CallLimits): Promise<CallResult> {
    const seat = this.#idle.pop() ?? (await this.#open(limits.signal));
    if (seat === null) return { kind: "ended", why: limits.signal.aborted ? "aborted" : "crash" };
    seat.calls += 1;
    seat.worker.ref();
    const { result, keep } = await converse(seat.worker, message, {
      ...limits,
      maxExternalMb: this.#options.maxExternalMb,
    });
    if (!keep || seat.calls >= this.#options.maxCalls) {
      await seat.worker.terminate();
    } else {
      seat.worker.unref();
      this.#idle.push(seat);
      this.#sweepLater();
    }
    return result;
  }

  /** A worker that has loaded its module; null where it could not, or nobody wants it any more. */
  async #open(signal: AbortSignal): Promise<Seat | null> {
    const worker = new Worker(this.#options.module, {
      env: {},
      execArgv: ["--disable-warning=ExperimentalWarning"],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: this.#options.maxHeapMb, maxYoungGenerationSizeMb: 16 },
    });
    const { keep } = await converse(worker, null, {
      hardMs: bootMs,
      signal,
      maxExternalMb: this.#options.maxExternalMb,
    });
    if (keep) return { worker, calls: 0 };
    await worker.terminate();
    return null;
  }

  #sweepLater(): void {
    clearTimeout(this.#sweep);
    this.#sweep = setTimeout(() => {
      for (const { worker } of this.#idle.splice(0)) void worker.terminate();
    }, idleMs).unref();
  }
}

/** One message and its answer. `keep` says whether the worker may be asked again. */
function converse(
  worker: Worker,
  message: unknown,
  { hardMs, signal, maxExternalMb }: CallLimits & { readonly maxExternalMb: number },
): Promise<{ readonly result: CallResult; readonly keep: boolean }> {
  return new Promise((resolve) => {
    const settle = (result: CallResult, keep = false): void => {
      clearTimeout(timer);
      clearInterval(look);
      signal.removeEventListener("abort", onAbort);
      worker.removeAllListeners("message").removeAllListeners("error").removeAllListeners("exit");
      // A worker that is going may still say why; nobody listening would make it the process's own error.
      worker.on("error", () => undefined);
      resolve({ result, keep });
    };
    const ended = (why: "time" | "memory" | "crash" | "aborted"): void => settle({ kind: "ended", why });
    const onAbort = (): void => ended("aborted");
    const timer = setTimeout(() => ended("time"), hardMs);
    const look = setInterval(() => {
      worker.getHeapStatistics().then(
        ({ external_memory: bytes }) => bytes > maxExternalMb * 2 ** 20 && ended("memory"),
        () => undefined,
      );
    }, lookMs);
    signal.addEventListener("abort", onAbort, { once: true });
    worker.removeAllListeners("error");
    worker.on("message", ({ body, spent }: WorkerAnswer) => settle({ kind: "answer", body }, spent !== true));
    worker.on("error", (error) =>
      ended("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "crash"),
    );
    worker.on("exit", () => ended("crash"));
    worker.postMessage(message);
  });
}
