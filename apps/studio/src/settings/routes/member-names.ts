interface Listed {
  readonly id: string;
  readonly label: string;
}

/** The models that a route may name: all but routes; `default` by the name of the model behind it, offline last. */
export function memberNames(models: readonly Listed[], routes: readonly { readonly name: string }[]): string[] {
  const names = models.flatMap(({ id, label }) => {
    if (routes.some(({ name }) => name === id)) return [];
    if (id !== "default") return [id];
    return label === "offline, no LLM" ? [] : [label];
  });
  return [...new Set([...names, "offline"])];
}
