/** CEL's type names, which stand for a type in an expression, with the kind of value that each means here. */
export const kindOfTypeName: ReadonlyMap<string, string> = new Map([
  ["int", "number"],
  ["uint", "number"],
  ["double", "number"],
  ["string", "string"],
  ["bool", "boolean"],
  ["bytes", "bytes"],
  ["list", "list"],
  ["map", "object"],
  ["null_type", "null"],
  ["type", "type"],
  ["timestamp", "timestamp"],
  ["duration", "duration"],
]);
