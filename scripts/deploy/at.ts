/** What stands at a path of plain data; undefined where nothing does. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    const isObject = typeof inner === "object" && inner !== null && Object.hasOwn(inner, key);
    return isObject ? Object.entries(inner).find(([name]) => name === key)?.[1] : undefined;
  }, value);
}

/** The list at a path, empty where there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const list = at(value, ...path);
  return Array.isArray(list) ? list : [];
}
