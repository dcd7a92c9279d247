import { readPasswordLink, ServiceError } from "@orrery/services";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EntryCard } from "../../entry/entry-card.tsx";
import { openContext } from "../../server/request-context.server.ts";
import { NewPasswordForm } from "./new-password-form.tsx";

export const metadata: Metadata = { title: "New password" };

interface PasswordPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PasswordPage({ searchParams }: PasswordPageProps) {
  const { token = "" } = await searchParams;
  if (typeof token !== "string") notFound();
  const { name, email } = await findLink(token);
  return (
    <EntryCard title="Choose a new password">
      <p className="mt-2 break-words text-muted">
        For <bdi className="text-ink">{name}</bdi>, who signs in as <bdi className="text-ink">{email}</bdi>. You are
        signed out everywhere else.
      </p>
      <NewPasswordForm token={token} />
    </EntryCard>
  );
}

async function findLink(token: string) {
  const { services } = await openContext();
  try {
    return await readPasswordLink({ services, input: { token } });
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
