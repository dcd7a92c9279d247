/** Ends the session of this browser and goes to the sign-in page. */
export async function signOut(): Promise<void> {
  const response = await fetch("/api/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  if (!response.ok) throw new Error("You are still signed in: Orrery did not answer as it should. Try again.");
  window.location.assign("/sign-in");
}
