import { z } from "zod";

/** The largest number the database's `seq` columns hold. */
export const maxSeq = 2 ** 31 - 1;

/** A place in a log; 0 is before its first entry. */
export const seq = z.int().min(0).max(maxSeq);
