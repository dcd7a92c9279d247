/** Whether the percent signs of a path stand for something, so that it can be read. */
export function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
