import { afterAll, vi } from "vitest";

/** Runs around each file: the next one in this process finds clocks and globals as they are, whatever came of this one. */
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
