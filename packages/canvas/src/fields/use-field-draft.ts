"use client";
import { useCallback, useEffect, useRef, useState } from "react";

const PAUSE_MS = 400;

/**
 * What a person is typing, kept apart from the document until they pause: one edit a pause, so that undo takes back
 * words and not letters. A change from elsewhere shows at once unless something is half typed.
 */
export function useFieldDraft<T>(kept: T, keep: (value: T, before: T) => void) {
  const [draft, setDraft] = useState<{ readonly value: T; readonly before: T } | null>(null);
  const pending = useRef(draft);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef({ kept, keep });
  latest.current = { kept, keep };

  const settle = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    const typed = pending.current;
    pending.current = null;
    setDraft(null);
    if (typed && typed.value !== latest.current.kept) latest.current.keep(typed.value, typed.before);
  }, []);

  const type = useCallback(
    (value: T) => {
      pending.current = { value, before: pending.current?.before ?? latest.current.kept };
      setDraft(pending.current);
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(settle, PAUSE_MS);
    },
    [settle],
  );

  useEffect(() => settle, [settle]);
  return { value: draft ? draft.value : kept, type, settle };
}
