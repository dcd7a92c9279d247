import { plainName } from "@orrery/graph";

/** A name of the file in a sentence: on one line, in quotes, at most 80 characters. */
export function named(name: string): string {
  const plain = plainName(name);
  return `“${plain.length > 80 ? `${plain.slice(0, 79)}…` : plain}”`;
}
