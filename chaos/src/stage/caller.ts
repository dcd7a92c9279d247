import { setTimeout as sleep } from "node:timers/promises";
import { below, type Random } from "@orrery/engine/testing";

const slowestMs = 1_500;
const patienceMs = 120_000;
const answerMs = 20_000;
/** As often, the same step is called twice at the same moment, and not with the same words. */
const twiceShare = 0.3;

/** Somebody outside who was told the address of a step and calls it back later, at times twice. */
export interface Caller {
  call(address: string): void;
  close(): void;
}

/** @param executors where executors listen, `http://host:port`; each of them takes calls for every run. */
export function openCaller(executors: () => readonly string[], random: Random): Caller {
  const ending = new AbortController();

  /** Whether that was an answer: one that says to call again, or that something went wrong, is none. */
  const isAnswered = async (url: string, body: string): Promise<boolean> => {
    const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(answerMs)]);
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body, signal });
    await response.text();
    return response.status < 500 && !response.headers.has("retry-after");
  };

  const insist = async (path: string, body: string): Promise<void> => {
    const end = Date.now() + patienceMs;
    while (!ending.signal.aborted && Date.now() < end) {
      const bases = executors();
      const base = bases[below(random, bases.length)] ?? "";
      if (await isAnswered(`${base}${path}`, body).catch(() => false)) return;
      await sleep(100);
    }
  };

  return {
    call(address) {
      const path = new URL(address).pathname;
      const isTwice = random() < twiceShare;
      void sleep(below(random, slowestMs)).then(() => {
        void insist(path, '{"word":"called"}');
        if (isTwice) void insist(path, '{"word":"called twice"}');
      });
    },
    close: () => ending.abort(),
  };
}
