/** "4 steps inside". */
export function foldedWords(count: number): string {
  if (count === 0) return "Nothing inside";
  return count === 1 ? "1 step inside" : `${count} steps inside`;
}
