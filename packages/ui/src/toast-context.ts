"use client";
import { createContext, use } from "react";

export interface ToastMessage {
  title: string;
  /** The next step, in a sentence. */
  detail?: string;
  tone?: "neutral" | "done" | "failed" | "waiting";
  action?: { label: string; onSelect: () => void };
}

export const ToastContext = createContext<((message: ToastMessage) => void) | null>(null);

/** Gives the function that shows a message; throws outside a `ToastProvider`. */
export function useToast(): (message: ToastMessage) => void {
  const show = use(ToastContext);
  if (!show) throw new Error("useToast needs a <ToastProvider> above it.");
  return show;
}
