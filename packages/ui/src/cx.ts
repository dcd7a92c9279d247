import { type ClassValue, clsx } from "clsx";

/** Joins class names, leaving out what is falsy. */
export function cx(...parts: ClassValue[]): string {
  return clsx(parts);
}
