import { readRunFilter, runFilterAddress } from "../run-filter.ts";

/** What a view shows, read like any address: what does not fit is passed over, a page is the first. */
export function readViewQuery(query: string): { readonly query: string; readonly address: string } {
  const { cursor: _, ...filter } = readRunFilter(Object.fromEntries(new URLSearchParams(query)));
  const address = runFilterAddress(filter);
  return { query: address.split("?")[1] ?? "", address };
}
