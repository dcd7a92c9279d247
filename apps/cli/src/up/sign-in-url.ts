/**
 * The address a browser opens to sign the owner in, once and within an hour. `preset` chooses the token.
 * Loaded only here: a clean clone has no database client before the start has generated it.
 */
export async function mintSignInUrl(databaseUrl: string, baseUrl: string, preset: string | undefined): Promise<string> {
  const [{ createDb }, { mintSignInLink }] = await Promise.all([import("@orrery/db"), import("@orrery/services")]);
  const db = createDb(databaseUrl);
  try {
    const link = await mintSignInLink({ db, baseUrl, ...(preset === undefined ? {} : { token: preset }) });
    return link.url;
  } finally {
    await db.$disconnect();
  }
}
