/** What in SQL is no code: comments, quoted texts and names, texts between dollars. */
const quoted =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?(?:\1|$)/g;

/** The numbers of the values that a statement names (`$1`, `$2`, …), each once, in order. */
export function parametersOf(statement: string): readonly number[] {
  const code = statement.replace(quoted, " ");
  const found = Array.from(code.matchAll(/(?<![\w$])\$(\d{1,5})(?!\d)/g), ([, digits]) => Number(digits));
  return [...new Set(found)].toSorted((a, b) => a - b);
}

/** Why a statement and so many values do not fit each other; null where they do. */
export function parameterProblem(statement: string, count: number): string | null {
  const named = parametersOf(statement);
  const beyond = named.find((number) => number > count);
  if (beyond !== undefined || named.includes(0)) {
    const has = count === 1 ? "there is one value" : `there are ${count === 0 ? "no" : count} values`;
    return `The statement names $${beyond ?? 0}, and ${has}.`;
  }
  const unnamed = Array.from({ length: count }, (_, at) => at + 1).find((number) => !named.includes(number));
  return unnamed === undefined ? null : `The statement does not use value ${unnamed} ($${unnamed}).`;
}

/** Whether there is more behind the first statement. */
export function hasSecondStatement(statement: string): boolean {
  return /;\s*\S/.test(statement.replace(quoted, (text) => (/^(--|\/\*)/.test(text) ? " " : "x")));
}
