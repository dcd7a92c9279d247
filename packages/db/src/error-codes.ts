const deepest = 6;

/** Every code of an error and of what caused it, outermost first; Prisma keeps what its adapter said under `meta`. */
export function errorCodes(error: unknown): readonly string[] {
  const codes: string[] = [];
  let one = error;
  for (let depth = 0; depth < deepest && typeof one === "object" && one !== null; depth += 1) {
    if ("code" in one && typeof one.code === "string") codes.push(one.code);
    if ("originalCode" in one && typeof one.originalCode === "string") codes.push(one.originalCode);
    one = causeOf(one);
  }
  return codes;
}

function causeOf(error: object): unknown {
  if ("cause" in error && error.cause !== undefined) return error.cause;
  const meta = "meta" in error ? error.meta : null;
  return typeof meta === "object" && meta !== null && "driverAdapterError" in meta ? meta.driverAdapterError : null;
}
