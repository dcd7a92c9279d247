import type { Prisma } from "@orrery/db";

/** Our parsed documents are plain JSON; Prisma's input type only differs in being mutable. */
export function inputJson(value: object): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}
