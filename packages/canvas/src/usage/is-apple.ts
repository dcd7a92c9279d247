/** Whether this keyboard has ⌘ where others have Control. */
export function isApple(): boolean {
  return /Mac OS X|iPhone|iPad/.test(navigator.userAgent);
}
