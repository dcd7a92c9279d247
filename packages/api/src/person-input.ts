import { plainName } from "@orrery/graph";
import { z } from "zod";

/** What people are called: no marks that hide or reorder text. */
export const personName = z.string().transform(plainName).pipe(z.string().min(1).max(100));

/** An address as accounts are found by it: in lower case. */
export const email = z.string().trim().toLowerCase().pipe(z.email("This is no e-mail address.").max(254));

/** How long it may be is said by the verb, in words; this only keeps what is hashed small. */
export const password = z.string().max(1_000);

/** A token of a link. */
export const token = z.string().max(200);
