import { expect, test } from "vitest";
import { CircuitBreaker } from "./circuit-breaker.ts";

const opened = (): CircuitBreaker => {
  const breaker = new CircuitBreaker();
  for (let i = 0; i < 20; i += 1) breaker.take(false, "go", i);
  return breaker;
};

test("half of at least twenty failed opens it; fewer do not, nor does what lies behind", () => {
  const breaker = new CircuitBreaker();
  for (let i = 0; i < 19; i += 1) breaker.take(false, "go", 0);
  expect(breaker.state(0)).toBe("closed");
  breaker.take(false, "go", 20_000);
  expect(breaker.state(20_000)).toBe("closed");
  expect(opened().state(20)).toBe("open");
  expect(opened().ask(20)).toEqual({ retryAfterMs: 4_999 });
});

test("when its time is over one request probes and the others are refused", () => {
  const breaker = opened();
  expect(breaker.state(6_000)).toBe("half-open");
  expect([breaker.ask(6_000), breaker.ask(6_000)]).toEqual(["probe", { retryAfterMs: 1_000 }]);
  breaker.take(true, "probe", 6_100);
  expect([breaker.state(6_100), breaker.ask(6_100)]).toEqual(["closed", "go"]);
});

test("a probe that fails opens it for twice as long; one that was stopped lets another probe", () => {
  const breaker = opened();
  breaker.ask(6_000);
  breaker.take(null, "probe", 6_050);
  expect(breaker.ask(6_100)).toBe("probe");
  breaker.take(false, "probe", 6_200);
  expect(breaker.ask(6_200)).toEqual({ retryAfterMs: 10_000 });
});
