import { Logo } from "@orrery/ui";
import type { Metadata } from "next";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { token, error } = await searchParams;
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-sm rounded-card border bg-panel p-6">
        <Logo size={36} />
        <h1 className="mt-4 text-title">Sign in to Orrery</h1>
        <SignInForm token={typeof token === "string" ? token : ""} refusal={typeof error === "string" ? error : null} />
      </div>
    </main>
  );
}
