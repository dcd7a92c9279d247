import type { DeviationKind, Verdict } from "@orrery/engine/baseline";

/** What an alert says, as it is sent. `timestamp` is ISO. */
export interface AlertBody {
  readonly type: "orrery.deviation" | "orrery.usual" | "orrery.test";
  readonly timestamp: string;
  readonly data: {
    /** Null in a test. */
    readonly workflow: { readonly id: string; readonly name: string } | null;
    readonly run: { readonly id: string; readonly url: string } | null;
    readonly items: readonly AlertItem[];
  };
}

export interface AlertItem {
  readonly node: { readonly id: string; readonly name: string };
  readonly kind: DeviationKind;
  readonly text: string;
  /** Absent where it is over. */
  readonly verdict?: Verdict;
}

/** What a test sends. `at` is epoch ms. */
export function testAlert(at: number): AlertBody {
  return { type: "orrery.test", timestamp: new Date(at).toISOString(), data: { workflow: null, run: null, items: [] } };
}
