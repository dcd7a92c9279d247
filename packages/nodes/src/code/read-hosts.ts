import { literalHost } from "../literal-host.ts";

/** The hosts in a list with commas, as `URL` spells them; null where one of them is none. */
export function readHosts(list: string): readonly string[] | null {
  const hosts: string[] = [];
  for (const word of list.split(",").map((part) => part.trim())) {
    if (word === "") continue;
    const found = /[/?#{}\s@]/.test(word) ? null : literalHost(`https://${word}`);
    if (found?.kind !== "host") return null;
    hosts.push(found.host);
  }
  return hosts;
}
