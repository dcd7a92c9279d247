"use client";
import { useEffect, useRef, useState } from "react";

export interface Request<Name extends string> {
  /** Which of the requests is under way. */
  readonly busy: Name | null;
  /** What went wrong with the last one, in a sentence. */
  readonly problem: string | null;
  send(name: Name, work: () => Promise<void>): void;
}

/** Asks the page for something, one thing at a time, and keeps what went wrong. */
export function useRequest<Name extends string>(): Request<Name> {
  const [busy, setBusy] = useState<Name | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return {
    busy,
    problem,
    send(name, work) {
      if (busy !== null) return;
      setBusy(name);
      setProblem(null);
      work().then(
        () => here.current && setBusy(null),
        (error: unknown) => {
          if (!here.current) return;
          setBusy(null);
          setProblem(error instanceof Error ? error.message : "It did not arrive. Try again.");
        },
      );
    },
  };
}
