import {
  BUDGET_WAIT,
  type BudgetAmount,
  type CallRequest,
  type EventBody,
  isWanted,
  limitsCalls,
  type RunState,
  reserve,
} from "@orrery/engine";
import { StepFailure } from "@orrery/node-kit";

/** A call found no room: the attempt is given up. The engine makes of it what the plan's `onBudget` says. */
export class BudgetRefusal extends StepFailure {
  readonly limit: string;
  constructor(limit: string, isWait: boolean) {
    super({
      code: isWait ? BUDGET_WAIT.code : "BUDGET_EXCEEDED",
      message: `The run's limit ${limit} leaves no room for this model call.`,
      class: "limit",
      details: { limit },
    });
    this.limit = limit;
  }
}

interface Ask {
  readonly call: CallRequest;
  readonly go: () => void;
  readonly stop: (reason: unknown) => void;
}

/**
 * Stands between the model calls of one run and its log: a call begins when its reservation is durable, and what it took is
 * written when it is known. Only the driver writes; here the calls wait for it.
 */
export class CallDesk {
  readonly #state: () => RunState;
  readonly #calls = new Map<string, number>();
  readonly #settled: (Omit<CallRequest, "amount"> & { readonly amount: BudgetAmount })[] = [];
  #asks: Ask[] = [];
  #written: Ask[] = [];
  /** Set by the driver: something is to be written. */
  onChange: () => void = () => undefined;

  constructor(state: () => RunState) {
    this.#state = state;
  }

  /** Whether calls of this run have to ask at all. */
  get isNeeded(): boolean {
    return limitsCalls(this.#state());
  }

  /** Resolves when the call may be made, with what is to be told of it afterwards. Rejects with `BudgetRefusal`. */
  async ask(
    work: { readonly stepKey: string; readonly attempt: number },
    { amount, signal }: { readonly amount: BudgetAmount; readonly signal: AbortSignal },
  ): Promise<(took: BudgetAmount) => void> {
    const name = `${work.stepKey} ${work.attempt}`;
    const number = (this.#calls.get(name) ?? 0) + 1;
    this.#calls.set(name, number);
    const call: CallRequest = { stepKey: work.stepKey, attempt: work.attempt, call: number, amount };
    await new Promise<void>((go, stop) => {
      this.#asks.push({ call, go, stop });
      signal.addEventListener("abort", () => stop(signal.reason), { once: true });
      this.onChange();
    });
    return (took) => {
      this.#settled.push({ ...call, amount: took });
      this.onChange();
    };
  }

  /** Writes what calls took. Before the end of their attempts: a reservation that is open then counts as spent. */
  takeSettled(take: (event: EventBody) => void, now: number): void {
    for (const { stepKey, attempt, call, amount } of this.#settled.splice(0)) {
      if (!this.#state().control.reserved.has(`${stepKey} ${attempt} ${call}`)) continue;
      take({ type: "budget.settled", at: now, stepKey, attempt, call, amount });
    }
  }

  /** Writes reservations as far as there is room. */
  takeAsks(take: (event: EventBody) => void, now: number): void {
    const asks = this.#asks;
    this.#asks = [];
    for (const ask of asks) {
      const state = this.#state();
      const answer = isWanted(state, ask.call) ? reserve(state, ask.call, now) : null;
      if (answer === null) ask.stop(new Error("aborted"));
      else if (answer.kind === "wait") this.#asks.push(ask);
      else if (answer.kind === "over") ask.stop(new BudgetRefusal(answer.limit, state.index.plan.onBudget === "pause"));
      else {
        take(answer.event);
        this.#written.push(ask);
      }
    }
  }

  /** Everything written is durable: the calls begin. */
  release(): void {
    for (const ask of this.#written.splice(0)) ask.go();
  }
}
